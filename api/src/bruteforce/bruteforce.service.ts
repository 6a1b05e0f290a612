import type { Clock } from '../context.js';
import { filledBuckets, hourOrDay } from '../http/buckets.js';
import { groupList } from '../http/group-list.js';
import { hourRange, isoTime, timeRange } from '../http/time-range.js';
import type { BruteforceRepository } from './bruteforce.repository.js';
import type {
  BruteforceAttackerPage,
  BruteforceSearch,
  BruteforceTargetPage,
  BruteforceTimeline,
  BruteforceTimelineSearch,
} from './bruteforce.types.js';

const empty = { posts: 0, login_posts: 0, refused: 0, attackers: 0, targets: 0 };

export class BruteforceService {
  constructor(
    private readonly bruteforce: BruteforceRepository,
    private readonly clock: Clock,
  ) {}

  targets(search: BruteforceSearch): Promise<BruteforceTargetPage> {
    return groupList('bruteforce.targets', search, this.clock.now(), (range) => this.bruteforce.targets(search, range));
  }

  attackers(search: BruteforceSearch): Promise<BruteforceAttackerPage> {
    return groupList('bruteforce.attackers', search, this.clock.now(), (range) =>
      this.bruteforce.attackers(search, range),
    );
  }

  async timeline(search: BruteforceTimelineSearch): Promise<BruteforceTimeline> {
    const nowMs = this.clock.now();
    const range = hourRange(search, nowMs);
    const seconds = hourOrDay(timeRange(search, nowMs));
    const found = await this.bruteforce.timeline(search, range, seconds);
    const items = filledBuckets(found, range, seconds, empty);
    return { from: isoTime(range.from), to: isoTime(range.to), bucket_seconds: seconds, items };
  }
}
