import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import { rowsOfHours, rowsOfRange } from '../store/days.js';
import { addressRows } from './address-rows.js';
import { attributeColumns } from './attributes.js';
import type { Attribute } from './traffic.types.js';
import { browserOf, osOf } from './user-agent.sql.js';

/** Rows as `t` that have an attribute, and SQL of what is said of a group of them. */
export interface AttributeRows {
  readonly from: string;
  /** What they are read from: the hourly table, where days come from another. */
  readonly table: string;
  readonly conditions: Conditions;
  /** The value, its type, and how people write it. */
  readonly key: string;
  readonly type: string;
  readonly text: (key: string) => string;
  readonly label: string;
  readonly requests: string;
  readonly ips: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Whether there are so few values that all are computed at once. */
  readonly isSmall: boolean;
}

const sums = {
  label: `''`,
  requests: 'sum(t.requests)',
  ips: 'uniqCombinedMerge(12)(t.addresses)',
  firstSeen: 'min(t.first_seen)',
  lastSeen: 'max(t.last_seen)',
};
const ofText = { key: 't.entity_value', type: 'String', text: (key: string) => key };
/** Of time. */
type Unit = 'hour' | 'day';

/** Types of entities with hardly any values, whatever a client sends. */
export const smallEntities: ReadonlySet<string> = new Set(['country', 'orphan_reason']);

/** The tables of entities. */
export const entityTables = { hours: 'agg_entity_1h', days: 'agg_entity_1d' };

/**
 * Returns the rows that the tables of entities have of a type.
 *
 * @param type of the code's own: an entity's, `orphan_reason`, or `all` for requests without what told them apart
 * @param unit what a row's `t.hour` may begin
 */
export function entityRows(type: string, range: TimeRange, unit: Unit = 'day'): AttributeRows {
  const { from, conditions } = unit === 'day' ? rowsOfRange(entityTables, range) : rowsOfHours(entityTables, range);
  const isSmall = smallEntities.has(type);
  const { hours: table } = entityTables;
  return { from, table, conditions: conditions.add(`t.entity_type = '${type}'`), ...ofText, ...sums, isSmall };
}

/** User-Agents are far fewer than rows: what each names is asked once. */
function ofUserAgent(nameOf: (column: string) => string, range: TimeRange): AttributeRows {
  const { from, table, conditions } = entityRows('user_agent', range);
  const agents = `(SELECT t.entity_value AS entity_value, sum(t.requests) AS requests, min(t.first_seen) AS first_seen,
      max(t.last_seen) AS last_seen, uniqCombinedMergeState(12)(t.addresses) AS addresses
    FROM ${from} ${conditions.where} GROUP BY entity_value) AS t`;
  const named = new Conditions().add('1', conditions.params);
  return { ...ofText, ...sums, from: agents, table, conditions: named, key: nameOf('t.entity_value'), isSmall: true };
}

/** The attributes of agg_protocol_1h have hardly any values. */
function ofProtocol(attribute: Attribute, range: TimeRange): AttributeRows {
  const table = 'agg_protocol_1h';
  const { from, conditions } = rowsOfHours({ hours: table }, range);
  const { column, type, text } = attributeColumns[attribute];
  if (type === 'String') conditions.add(`${column} != ''`);
  return { ...sums, from, table, conditions, key: column, type, text, isSmall: true };
}

const aggregates = {
  ja4: (range, unit) => entityRows('ja4', range, unit),
  host: (range, unit) => entityRows('host', range, unit),
  country: (range, unit) => entityRows('country', range, unit),
  user_agent: (range, unit) => entityRows('user_agent', range, unit),
  path: (range, unit) => {
    const { conditions, ...rows } = entityRows('path', range, unit);
    // Kept, unlike other empty values, as the paths of an address count it.
    return { ...rows, conditions: conditions.add(`t.entity_value != ''`) };
  },
  orphan_reason: (range, unit) => entityRows('orphan_reason', range, unit),
  asn: (range, unit) => ({
    ...entityRows('asn', range, unit),
    key: 'toUInt32OrZero(t.entity_value)',
    type: 'UInt32',
    text: (key) => `toString(${key})`,
  }),
  browser: (range) => ofUserAgent(browserOf, range),
  os: (range) => ofUserAgent(osOf, range),
  ip: (range, unit) => {
    const { key, type, text } = attributeColumns.ip;
    const table = 'agg_host_ip_ja4_1h';
    const rows = unit === 'day' ? addressRows(range) : rowsOfHours({ hours: table }, range);
    return { ...rows, ...sums, table, key, type, text, ips: 'toUInt64(1)', isSmall: false };
  },
  method: (range) => ofProtocol('method', range),
  status: (range) => ofProtocol('status', range),
  http_version: (range) => ofProtocol('http_version', range),
  tls_version: (range) => ofProtocol('tls_version', range),
  sensor: (range) => ofProtocol('sensor', range),
  header_order: (range) => {
    const table = 'agg_header_fingerprint_1h';
    const { from, conditions } = rowsOfHours({ hours: table }, range);
    const { key, type, text, isPresent } = attributeColumns.header_order;
    return { from, table, conditions: conditions.add(isPresent), ...sums, key, type, text, isSmall: false };
  },
} satisfies Partial<Record<Attribute, (range: TimeRange, unit: Unit) => AttributeRows>>;

export type AggregatedAttribute = keyof typeof aggregates;

/** Whether an aggregate knows all requests with an attribute. */
export function isAggregated(attribute: Attribute): attribute is AggregatedAttribute {
  return attribute in aggregates;
}

/** Returns the rows of the aggregate. */
export function aggregatedRows(attribute: AggregatedAttribute, range: TimeRange): AttributeRows {
  return aggregates[attribute](range, 'day');
}

/** Returns rows that have each `t.hour` for itself; undefined where no aggregate does. */
export function hourlyRows(attribute: Attribute, range: TimeRange): AttributeRows | undefined {
  const hasHours = isAggregated(attribute) && attribute !== 'browser' && attribute !== 'os';
  return hasHours ? aggregates[attribute](range, 'hour') : undefined;
}

/** Attributes with hardly any values among filtered requests either. */
const small: ReadonlySet<Attribute> = new Set(['method', 'status', 'http_version', 'tls_version', 'sensor']);

/** Returns the requests themselves. */
export function requestRows(attribute: Attribute, range: TimeRange): AttributeRows {
  const { key, type, isPresent, text, label } = attributeColumns[attribute];
  return {
    from: 'http_logs AS t',
    table: 'http_logs',
    conditions: new Conditions().between('time', range.from, range.to).add(isPresent),
    ...{ key, type, text },
    label: label === undefined ? `''` : `ifNull(any(${label}), '')`,
    requests: 'count()',
    ips: 'uniq(t.client_ip)',
    firstSeen: 'min(t.time)',
    lastSeen: 'max(t.time)',
    isSmall: small.has(attribute),
  };
}
