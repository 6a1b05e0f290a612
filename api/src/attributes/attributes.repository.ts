import type { TimeRange } from '../http/time-range.js';
import { addRequestFilters } from '../requests/requests.filters.js';
import { Conditions } from '../store/conditions.js';
import { GroupQuery, type Groups } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { attributeColumns } from '../traffic/attributes.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type { AttributeSearch, AttributeValue } from './attributes.types.js';

const orders = {
  '-requests': { order: 'count()', direction: 'DESC' },
  '-ips': { order: 'uniq(t.client_ip)', direction: 'DESC' },
  value: { direction: 'ASC' },
} as const;

export class AttributesRepository {
  constructor(private readonly store: Store) {}

  values(attribute: Attribute, search: AttributeSearch, range: TimeRange, nowMs: number): GroupQuery<AttributeValue> {
    return new GroupQuery(this.store, 'attributes.values', groupsOf(attribute, search, range, nowMs));
  }
}

function groupsOf(
  attribute: Attribute,
  { prefix, sort = '-requests', ...filters }: AttributeSearch,
  range: TimeRange,
  nowMs: number,
): Groups {
  const { key, type, isPresent, text, label = 'NULL' } = attributeColumns[attribute];
  const conditions = new Conditions().between('time', range.from, range.to).add(isPresent);
  addRequestFilters(conditions, filters, nowMs);
  if (prefix !== undefined) conditions.add(`startsWith(lower(${text(key)}), lower({prefix:String}))`, { prefix });
  return {
    from: 'http_logs AS t',
    conditions,
    key,
    type,
    ...orders[sort],
    columns: `${text('g')} AS value, ifNull(any(${label}), '') AS label, count() AS requests,
      count() / (SELECT count() FROM http_logs AS t ${conditions.where}) AS share,
      uniq(t.client_ip) AS ips, min(t.time) AS first_seen, max(t.time) AS last_seen`,
  };
}
