import type { Clock } from '../context.js';
import type { EntitiesRepository } from '../entities/entities.repository.js';
import { groupList } from '../http/group-list.js';
import type { TimeRange } from '../http/time-range.js';
import { hasFilters } from '../requests/requests.filters.js';
import { attributeColumns, attributeNames } from '../traffic/attributes.js';
import type { NewestHours } from '../traffic/newest-hours.js';
import type { Attribute } from '../traffic/traffic.types.js';
import { isAggregated } from '../traffic/attribute-rows.js';
import type { AttributesRepository } from './attributes.repository.js';
import type { AttributeList, AttributePage, AttributeSearch } from './attributes.types.js';

const valueList = 'attributes.values';
/** Of which values are counted that no aggregate has: they take some 100 ns each. */
const mostRequests = 200_000;

export class AttributesService {
  constructor(
    private readonly attributes: AttributesRepository,
    private readonly entities: EntitiesRepository,
    private readonly newest: NewestHours,
    private readonly clock: Clock,
  ) {}

  list(): AttributeList {
    const items = attributeNames.map((attribute) => ({ attribute, help: attributeColumns[attribute].help }));
    return { items, next_cursor: null };
  }

  async values(attribute: Attribute, search: AttributeSearch): Promise<AttributePage> {
    const nowMs = this.clock.now();
    const { prefix, sort, client_ip, ja4 } = search;
    if (!hasFilters(search) && isAggregated(attribute)) {
      const all = (range: TimeRange) => this.attributes.allValues(attribute, { prefix, sort }, range);
      const page = await groupList(valueList, search, nowMs, all, [attribute]);
      return attribute === 'asn' ? { ...page, items: await this.entities.withNetworkNames(page.items) } : page;
    }
    // Few requests are read where an index knows the filter.
    const isIndexed = client_ip !== undefined || ja4 !== undefined;
    const matching = (range: TimeRange) => this.attributes.values(attribute, search, range, nowMs, !isIndexed);
    const newest = (range: TimeRange) => this.newest.requests(valueList, range, mostRequests);
    return groupList(valueList, search, nowMs, matching, [attribute], isIndexed ? undefined : newest);
  }
}
