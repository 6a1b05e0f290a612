import type { DetectionLevel } from '../detections/detections.types.js';
import { daySeconds } from '../http/buckets.js';
import type { TimeRange } from '../http/time-range.js';
import { textOperand } from '../filters/operands.js';
import { Conditions } from '../store/conditions.js';
import { hoursOf, rowsOfRange, type HoursAndDays, type RowsOfRange } from '../store/days.js';
import { GroupQuery, type Groups } from '../store/groups.js';
import { instant, micros } from '../store/instant.js';
import type { Store } from '../store/store.js';
import { smallEntities } from '../traffic/attribute-rows.js';
import { attributeColumns } from '../traffic/attributes.js';
import type { NewestHours } from '../traffic/newest-hours.js';
import { byTime, ofEachTime, rowsOfTimes, type InTime, type RowsOfTimes } from '../traffic/times.sql.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type {
  Entity,
  EntityBucket,
  EntityMeasures,
  EntityProfile,
  EntitySearch,
  EntityType,
  RelatedValue,
  RelatedEntities,
} from './entities.types.js';
import { rowsOfEntities } from './entity-rows.sql.js';

const answers = `sum(t.requests) AS requests, sum(t.not_found) AS not_found, sum(t.refused) AS refused,
  sum(t.server_errors) AS server_errors`;
const sums = `${answers}, sum(t.posts) AS posts, sum(t.sensitive_paths) AS sensitive_paths, sum(t.bytes_out) AS bytes_out`;
const orders = {
  '-requests': { order: 'sum(t.requests)', direction: 'DESC' },
  '-last_seen': { order: 'toUnixTimestamp64Micro(max(t.last_seen))', direction: 'DESC' },
  '-first_seen': { order: 'toUnixTimestamp64Micro(min(t.first_seen))', direction: 'DESC' },
  value: { direction: 'ASC' },
} as const;
/** Columns of `detections` that an entity may be. */
const detectionColumns: Partial<Record<EntityType, string>> = { ip: 'client_ip', ja4: 'ja4', host: 'host' };

type Rows = Pick<RowsOfRange, 'from' | 'conditions'>;
type EntityFilters = Pick<EntitySearch, 'value' | 'min_requests' | 'sort'>;

/** An entity of millions of requests is described by its newest: what is asked takes the same time whatever is stored. */
const readOfEntity = { requests: 5000, passed: 200_000 };

/** An entity, and when it came last. */
type Seen = Pick<Entity, 'value' | 'last_seen'>;

/** A value that came with an entity, and its attribute: requests that have it, and how many values it has. Of none, one that all requests have. */
interface RelatedRow extends Omit<RelatedValue, 'share'> {
  readonly attribute: Attribute | '';
  readonly of_attribute: number;
  readonly distinct: number;
}

/** What came with an entity, and among how many requests. */
export type Related = Pick<RelatedEntities, 'requests_read' | 'items'>;

/** How many detections of an entity are neither closed nor suppressed, and the worst level of them. */
export interface OpenDetections {
  readonly open_detections: number;
  readonly worst_level: DetectionLevel | null;
}

/** A bucket, without what it is compared with. */
export type EntityTimelineRow = Omit<EntityBucket, 'previous_requests'>;

/** One entity. */
interface EntityName {
  readonly type: EntityType;
  readonly value: string;
}

/** One entity in a range of time. */
export interface EntityKey extends EntityName {
  readonly range: TimeRange;
}

export class EntitiesRepository {
  constructor(
    private readonly store: Store,
    private readonly newest: NewestHours,
  ) {}

  list(type: EntityType, search: EntityFilters, range: TimeRange): GroupQuery<Entity> {
    return new GroupQuery(this.store, 'entities.list', groupsOf(type, search, range));
  }

  /** Returns the figures of an entity; undefined when nobody came with it. */
  async profile(key: EntityKey): Promise<Omit<Entity, 'label'> | undefined> {
    const { from, conditions } = rowsOf(key);
    const { where, params } = conditions;
    const { key: group, text } = rowsOfEntities(key.type);
    const sql = `SELECT ${text('g')} AS value, ${figuresOf(key.type)} FROM ${from} ${where} GROUP BY ${group} AS g`;
    return (await this.store.rows<Entity>('entities.get', sql, params))[0];
  }

  /** Returns the network of an address, as its newest request has it. */
  async network({ value, last_seen }: Seen): Promise<EntityProfile['network']> {
    const conditions = new Conditions().equal('client_ip', 'IPv6', value).add(`t.time = ${instant('at')}`);
    const sql = `SELECT t.asn AS asn, t.as_name AS as_name, t.country AS country FROM http_logs AS t ${conditions.where} LIMIT 1`;
    const params = { ...conditions.params, at: micros(last_seen) };
    return (await this.store.rows<NonNullable<EntityProfile['network']>>('entities.get', sql, params))[0] ?? null;
  }

  /** Returns autonomous systems with their names as labels, as the newest request of each has it. */
  async withNetworkNames<Item extends Seen>(items: readonly Item[]): Promise<(Item & { label: string })[]> {
    const sql = `SELECT toString(t.asn) AS asn, any(t.as_name) AS name FROM http_logs AS t
      WHERE t.time IN (SELECT fromUnixTimestamp64Micro(arrayJoin({times:Array(Int64)}), 'UTC'))
        AND t.asn IN {asns:Array(UInt32)} AND t.as_name IS NOT NULL GROUP BY t.asn`;
    const params = {
      asns: items.map(({ value }) => Number(value)),
      times: items.map((item) => micros(item.last_seen)),
    };
    const rows = await this.store.rows<{ asn: string; name: string }>('entities.list', sql, params);
    const names = new Map(rows.map(({ asn, name }) => [asn, name]));
    return items.map((item) => ({ ...item, label: names.get(item.value) ?? '' }));
  }

  async openDetections({ type, value }: EntityKey): Promise<OpenDetections> {
    const column = detectionColumns[type];
    if (column === undefined) return { open_detections: 0, worst_level: null };
    const { type: keyType } = attributeColumns[type];
    const sql = `SELECT count() AS open_detections,
        arrayFirstOrNull(level -> has(groupUniqArray(t.level), level), ['critical', 'high', 'medium', 'low']) AS worst_level
      FROM detections AS t FINAL WHERE t.${column} = {value:${keyType}} AND t.status != 'closed' AND t.verdict != 'suppressed'`;
    return (await this.store.rows<OpenDetections>('entities.get', sql, { value }))[0]!;
  }

  /**
   * Returns the buckets of each time in turn.
   *
   * @param bucketSeconds an hour or a day
   */
  async timelines(key: EntityName, times: readonly TimeRange[], bucketSeconds: number): Promise<EntityTimelineRow[][]> {
    const { tables, distinct, clients } = rowsOfEntities(key.type);
    const columns = `hour, requests, not_found, refused, server_errors, ${clients}`;
    const { from, params } = timesOf(
      key,
      times,
      columns,
      bucketSeconds === daySeconds ? tables : { hours: tables.hours },
    );
    const sql = `SELECT t.time_no AS time_no, toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32})) AS time,
        ${answers}, ${distinct.ips} AS ips
      FROM ${from} GROUP BY time_no, time ORDER BY time`;
    const rows = await this.store.rows<EntityTimelineRow & InTime>('entities.timeline', sql, {
      ...params,
      bucket: bucketSeconds,
    });
    return byTime(times, rows);
  }

  /** Returns each attribute's values among the newest requests of an entity, most requests first, and how many were read. */
  async related(key: EntityKey, attributes: readonly Attribute[], limit: number): Promise<Related> {
    const { tables } = rowsOfEntities(key.type);
    const hours = await this.newest.of('entities.related', tables.hours, hoursOfEntity(key), readOfEntity);
    const { where, params } = requestsOf(key, hours);
    const values = attributes.map(valueOf);
    const sql = `SELECT attribute, value, any(label) AS label, count() AS requests, min(time) AS first_seen, max(time) AS last_seen,
        sum(requests) OVER (PARTITION BY attribute) AS of_attribute, count() OVER (PARTITION BY attribute) AS distinct
      FROM (SELECT * FROM http_logs AS t ${where} ORDER BY t.time DESC LIMIT ${readOfEntity.requests}) AS t
      ARRAY JOIN {attributes:Array(String)} AS attribute, ['*', ${values.map(({ value }) => value).join(', ')}] AS value,
        ['', ${values.map(({ label }) => label).join(', ')}] AS label
      WHERE value != '' GROUP BY attribute, value ORDER BY attribute, requests DESC, value LIMIT {limit:UInt32} BY attribute`;
    const rows = await this.store.rows<RelatedRow>('entities.related', sql, {
      ...{ ...params, limit },
      // One value of all requests says how many were read.
      attributes: ['', ...attributes],
    });
    const byName = Map.groupBy(rows, ({ attribute }) => attribute);
    return {
      requests_read: byName.get('')?.[0]?.requests ?? 0,
      items: attributes.map((attribute) => {
        const found = byName.get(attribute) ?? [];
        return { attribute, distinct: found[0]?.distinct ?? 0, items: found.map(relatedValue) };
      }),
    };
  }

  /** Returns what is measured of an entity in each time in turn. */
  measures(key: EntityName, times: readonly TimeRange[]): Promise<EntityMeasures[]> {
    const { tables, distinct, columns } = rowsOfEntities(key.type);
    const { from, params } = timesOf(key, times, columns, tables);
    const counts = Object.entries(distinct).map(([name, count]) => `${count} AS ${name}`);
    const sql = `SELECT ${sums}, ${counts.join(', ')}, if(requests = 0, NULL, sum(t.correlated) / requests) AS correlated_share,
        if(requests = 0, NULL, sum(t.browser_like) / requests) AS browser_share
      FROM ${from} ${ofEachTime}`;
    return this.store.rows('entities.baseline', sql, params);
  }
}

/** An attribute's value in a request `t` as text, empty without one, and that in words. */
function valueOf(name: Attribute): { value: string; label: string } {
  const { key, isPresent, text, label } = attributeColumns[name];
  return {
    value: isPresent === '1' ? text(key) : `if(${isPresent}, ${text(key)}, '')`,
    label: label === undefined ? `''` : `ifNull(toString(${label}), '')`,
  };
}

function relatedValue({ value, label, requests, of_attribute, first_seen, last_seen }: RelatedRow): RelatedValue {
  return { value, label, requests, share: requests / of_attribute, first_seen, last_seen };
}

/** What is said of an entity. */
function figuresOf(type: EntityType): string {
  const { distinct } = rowsOfEntities(type);
  const types = Object.keys(distinct).map((name) => `${name} UInt64`);
  return `${sums}, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen,
    sum(t.correlated) / requests AS correlated_share, sum(t.browser_like) / requests AS browser_share,
    CAST(tuple(${Object.values(distinct).join(', ')}), 'Tuple(${types.join(', ')})') AS distinct`;
}

function groupsOf(
  type: EntityType,
  { value, min_requests = 1, sort = '-requests' }: EntityFilters,
  range: TimeRange,
): Groups {
  const { from, conditions } = rowsOfType(type, range);
  if (value !== undefined) addValue(conditions, type, value);
  const { key, type: keyType, text } = rowsOfEntities(type);
  return {
    from,
    conditions,
    key,
    type: keyType,
    ...orders[sort],
    // A browser that shuffles its extensions has another JA3 in each connection.
    isMany: type === 'ja3' && sort !== 'value',
    isSmall: smallEntities.has(type),
    ...(min_requests > 1 ? { having: 'sum(t.requests) >= {min_requests:UInt64}', params: { min_requests } } : {}),
    columns: `${text('g')} AS value, '' AS label, ${figuresOf(type)}`,
  };
}

/** Narrows a list to values: how depends on what they are. */
function addValue(conditions: Conditions, type: EntityType, value: string): void {
  if (type === 'ip') conditions.address('client_ip', value, 'value');
  else if (type === 'asn' && !/^\d+\*?$/.test(value)) {
    const named = `SELECT toString(r.asn) FROM reference_prefixes AS r WHERE (r.list, r.generation) IN
      (SELECT list, generation FROM reference_lists FINAL WHERE kind = 'asn' AND NOT removed)
      AND positionCaseInsensitiveUTF8(r.name, {value:String}) > 0`;
    conditions.add(`t.entity_value IN (${named})`, { value });
  } else conditions.filter('value', value, textOperand, 't.entity_value');
}

function ofType(type: EntityType, conditions: Conditions): Conditions {
  if (type === 'ip') return conditions;
  conditions.equal('entity_type', 'String', type);
  // Of all empty values only that of paths is kept.
  return type === 'path' ? conditions.add(`t.entity_value != ''`) : conditions;
}

/** Narrows rows of its type to one entity. */
function named(conditions: Conditions, { type, value }: EntityName): Conditions {
  const { key, type: keyType } = rowsOfEntities(type);
  return conditions.add(`${key} = {entity:${keyType}}`, { entity: value });
}

/** Which rows of the table of its hours are of one entity. */
function hoursOfEntity(key: EntityKey): Conditions {
  return named(ofType(key.type, hoursOf(key.range)), key);
}

/** The rows of all entities of a type. */
function rowsOfType(type: EntityType, range: TimeRange): Rows {
  const rows = rowsOfRange(rowsOfEntities(type).tables, range);
  ofType(type, rows.conditions);
  return rows;
}

/** The rows of one entity. */
function rowsOf(key: EntityKey): Rows {
  const rows = rowsOfType(key.type, key.range);
  named(rows.conditions, key);
  return rows;
}

/** The rows of one entity in some times, each of which may end within an hour. */
function timesOf(key: EntityName, times: readonly TimeRange[], columns: string, tables: HoursAndDays): RowsOfTimes {
  const { requestsCounted } = rowsOfEntities(key.type);
  const conditions = named(ofType(key.type, new Conditions()), key);
  const requestsOf = (time: Conditions): string => requestsCounted(requestsNamed(time, key).where);
  return rowsOfTimes({ times, tables, conditions, columns, requestsOf });
}

/** The requests of one entity in some hours of the range. */
function requestsOf(key: EntityKey, hours: readonly number[]): Conditions {
  const { range } = key;
  const inRange = new Conditions().between('time', range.from, range.to);
  return requestsNamed(inRange.add('toStartOfHour(t.time) IN {hours:Array(UInt32)}', { hours }), key);
}

/** Narrows requests to those of one entity. */
function requestsNamed(conditions: Conditions, { type, value }: EntityName): Conditions {
  const { column, type: keyType, isPresent } = attributeColumns[type];
  return conditions.add(`${column} = {entity:${keyType}}`, { entity: value }).add(isPresent);
}
