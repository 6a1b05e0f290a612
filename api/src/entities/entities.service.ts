import { isIP } from 'node:net';
import type { Clock } from '../context.js';
import { filledBuckets, hourOrDay } from '../http/buckets.js';
import { groupList } from '../http/group-list.js';
import { Problem } from '../http/problem.js';
import { hourRange, isoTime } from '../http/time-range.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type { EntitiesRepository, EntityKey } from './entities.repository.js';
import type {
  EntityBaseline,
  EntityPage,
  EntityProfile,
  EntityRange,
  EntitySearch,
  EntityTimeline,
  EntityType,
  RelatedEntities,
  RelatedSearch,
  TimelineSearch,
} from './entities.types.js';

const dayUs = 86_400_000_000;
const relatedAttributes: readonly Attribute[] = [
  ...(['ip', 'ja4', 'ja3', 'host', 'asn', 'country', 'user_agent', 'path'] as const),
  ...(['method', 'status', 'http_version', 'header_order'] as const),
];
const emptyBucket = { requests: 0, ips: 0, status_2xx: 0, status_3xx: 0, status_4xx: 0, status_5xx: 0 };

export class EntitiesService {
  constructor(
    private readonly entities: EntitiesRepository,
    private readonly clock: Clock,
  ) {}

  list(type: EntityType, search: EntitySearch): Promise<EntityPage> {
    return groupList(search, this.clock.now(), (range) => this.entities.list(type, search, range), [type]);
  }

  async get(type: EntityType, value: string, search: EntityRange): Promise<EntityProfile> {
    const key = this.keyOf(type, value, search);
    const { from, to } = key.range;
    const [profile, detections] = await Promise.all([this.entities.profile(key), this.entities.openDetections(key)]);
    if (profile.requests === 0) {
      const detail = `No request with this ${type} from ${isoTime(from)} to ${isoTime(to)}.`;
      throw new Problem('not-found', detail);
    }
    return { type, from: isoTime(from), to: isoTime(to), ...profile, ...detections };
  }

  async timeline(type: EntityType, value: string, search: TimelineSearch): Promise<EntityTimeline> {
    const key = this.keyOf(type, value, search);
    const { range } = key;
    const seconds = search.bucket === undefined ? hourOrDay(range) : { hour: 3600, day: 86_400 }[search.bucket];
    const found = await this.entities.timeline(key, seconds);
    const items = filledBuckets(found, range, seconds, emptyBucket);
    return { from: isoTime(range.from), to: isoTime(range.to), bucket_seconds: seconds, items };
  }

  async related(type: EntityType, value: string, search: RelatedSearch): Promise<RelatedEntities> {
    const key = this.keyOf(type, value, search);
    const wanted = search.attribute ? [search.attribute] : relatedAttributes.filter((attribute) => attribute !== type);
    const found = await this.entities.related(key, wanted, search.limit ?? 10);
    const items = found.sort((a, b) => wanted.indexOf(a.attribute) - wanted.indexOf(b.attribute));
    return { from: isoTime(key.range.from), to: isoTime(key.range.to), items };
  }

  async baseline(type: EntityType, value: string, search: EntityRange): Promise<EntityBaseline> {
    const key = this.keyOf(type, value, search);
    const { from, to } = key.range;
    const before = (days: number) => ({ from: from - days * dayUs, to: to - days * dayUs });
    const [current, yesterday, lastWeek] = await Promise.all(
      [key.range, before(1), before(7)].map((range) => this.entities.measures({ ...key, range })),
    );
    return { from: isoTime(from), to: isoTime(to), current: current!, yesterday: yesterday!, last_week: lastWeek! };
  }

  /** @throws Problem not-found for what cannot be a value of the type: nobody ever came with it */
  private keyOf(type: EntityType, value: string, search: EntityRange): EntityKey {
    const range = hourRange(search, this.clock.now());
    const isPossible =
      type === 'ip'
        ? isIP(value) !== 0 && !value.includes('%')
        : type !== 'asn' || (/^\d{1,10}$/.test(value) && Number(value) <= 0xffff_ffff);
    if (!isPossible) throw new Problem('not-found', `${JSON.stringify(value.slice(0, 100))} is no ${type}.`);
    return { type, value, range };
  }
}
