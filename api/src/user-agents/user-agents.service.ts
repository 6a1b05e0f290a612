import type { Clock } from '../context.js';
import { groupList } from '../http/group-list.js';
import { rangeOfAnswer, type TimeRange } from '../http/time-range.js';
import { isOfEntities, type UserAgentsRepository } from './user-agents.repository.js';
import type { UserAgentPage, UserAgentSearch } from './user-agents.types.js';

const alone = { ja4s: 0, ja4_families: 0, header_orders: 0, top_ja4: null };

export class UserAgentsService {
  constructor(
    private readonly userAgents: UserAgentsRepository,
    private readonly clock: Clock,
  ) {}

  async list(search: UserAgentSearch): Promise<UserAgentPage> {
    const groupsOf = (range: TimeRange) => this.userAgents.list(search, range);
    const { items, ...page } = await groupList('userAgents.list', search, this.clock.now(), groupsOf);
    const hashes = items.map(({ hash }) => hash);
    const company =
      isOfEntities(search) && hashes.length ? await this.userAgents.company(hashes, rangeOfAnswer(page)) : undefined;
    const whole = items.map(({ hash, user_agent, ...item }) => ({
      ...{ user_agent, ...alone, ...item },
      ...company?.get(user_agent),
    }));
    return { ...page, items: whole };
  }
}
