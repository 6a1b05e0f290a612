import type { Clock } from '../context.js';
import { groupList } from '../http/group-list.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type { VariabilityRepository } from './variability.repository.js';
import type { VariabilityPage, VariabilitySearch } from './variability.types.js';

export class VariabilityService {
  constructor(
    private readonly variability: VariabilityRepository,
    private readonly clock: Clock,
  ) {}

  list(attribute: Attribute, search: VariabilitySearch): Promise<VariabilityPage> {
    return groupList(search, this.clock.now(), (range) => this.variability.list(attribute, search, range), [attribute]);
  }
}
