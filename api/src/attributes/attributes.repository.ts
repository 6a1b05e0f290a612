import type { TimeRange } from '../http/time-range.js';
import { addRequestFilters } from '../requests/requests.filters.js';
import { GroupQuery, type Groups } from '../store/groups.js';
import type { Store } from '../store/store.js';
import type { Attribute } from '../traffic/traffic.types.js';
import {
  aggregatedRows,
  requestRows,
  type AggregatedAttribute,
  type AttributeRows,
} from '../traffic/attribute-rows.js';
import type { AttributeSearch, AttributeValue } from './attributes.types.js';

type Values = Pick<AttributeSearch, 'prefix' | 'sort'>;

export class AttributesRepository {
  constructor(private readonly store: Store) {}

  /**
   * The values among the requests that match.
   *
   * @param areFew whether the range is cut so that they are
   */
  values(
    attribute: Attribute,
    search: AttributeSearch,
    range: TimeRange,
    nowMs: number,
    areFew: boolean,
  ): GroupQuery<AttributeValue> {
    const { prefix, sort, ...filters } = search;
    const rows = requestRows(attribute, range);
    addRequestFilters(rows.conditions, filters, nowMs);
    return this.query({ ...rows, isSmall: areFew || rows.isSmall }, { prefix, sort });
  }

  /** The values among all requests, from an aggregate. */
  allValues(attribute: AggregatedAttribute, search: Values, range: TimeRange): GroupQuery<AttributeValue> {
    return this.query(aggregatedRows(attribute, range), search);
  }

  private query(rows: AttributeRows, search: Values): GroupQuery<AttributeValue> {
    return new GroupQuery(this.store, 'attributes.values', groupsOf(rows, search));
  }
}

function groupsOf(
  { from, conditions, key, type, text, isSmall, ...sql }: AttributeRows,
  { prefix, sort = '-requests' }: Values,
): Groups {
  if (prefix !== undefined) conditions.add(`startsWith(lower(${text(key)}), lower({prefix:String}))`, { prefix });
  const order = { '-requests': sql.requests, '-ips': sql.ips, value: undefined }[sort];
  return {
    ...{ from, conditions, key, type, isSmall },
    ...(order === undefined ? { direction: 'ASC' } : { order, direction: 'DESC' }),
    columns: `${text('g')} AS value, ${sql.label} AS label, ${sql.requests} AS requests,
      ${sql.ips} AS ips, ${sql.firstSeen} AS first_seen, ${sql.lastSeen} AS last_seen`,
    shareOf: sql.requests,
  };
}
