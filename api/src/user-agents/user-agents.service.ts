import type { Clock } from '../context.js';
import { groupList } from '../http/group-list.js';
import type { UserAgentsRepository } from './user-agents.repository.js';
import type { UserAgentPage, UserAgentSearch } from './user-agents.types.js';

export class UserAgentsService {
  constructor(
    private readonly userAgents: UserAgentsRepository,
    private readonly clock: Clock,
  ) {}

  list(search: UserAgentSearch): Promise<UserAgentPage> {
    return groupList('userAgents.list', search, this.clock.now(), (range) => this.userAgents.list(search, range));
  }
}
