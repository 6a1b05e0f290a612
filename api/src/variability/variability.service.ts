import type { Clock } from '../context.js';
import { groupList } from '../http/group-list.js';
import type { TimeRange } from '../http/time-range.js';
import type { NewestHours } from '../traffic/newest-hours.js';
import type { Attribute } from '../traffic/traffic.types.js';
import { isOfHours, type VariabilityRepository } from './variability.repository.js';
import type { VariabilityPage, VariabilitySearch } from './variability.types.js';

const list = 'variability.list';
/** Pairs of values take up to a microsecond each, those of one value less than a tenth of it. */
const mostRequests = 50_000;
const mostRequestsOfValue = 2_000_000;

export class VariabilityService {
  constructor(
    private readonly variability: VariabilityRepository,
    private readonly newest: NewestHours,
    private readonly clock: Clock,
  ) {}

  list(attribute: Attribute, search: VariabilitySearch): Promise<VariabilityPage> {
    const groupsOf = (range: TimeRange) => this.variability.list(attribute, search, range);
    const most = search.value === undefined ? mostRequests : mostRequestsOfValue;
    const newest = (range: TimeRange) =>
      isOfHours(attribute, search.of) ? this.newest.within(range, most) : this.newest.requests(list, range, most);
    return groupList(list, search, this.clock.now(), groupsOf, [attribute], newest);
  }
}
