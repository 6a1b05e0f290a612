import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import { GroupQuery, type Groups } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { attributeColumns } from '../traffic/attributes.js';
import { correlatedShare, distinctOf, requestMeasures, statusClasses } from '../traffic/measures.sql.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type {
  Entity,
  EntityBucket,
  EntityMeasures,
  EntityProfile,
  EntitySearch,
  EntityType,
  RelatedAttribute,
} from './entities.types.js';

const distinctTypes = ['ip', 'ja4', 'ja3', 'host', 'asn', 'country', 'user_agent', 'path'] as const;
const distinctNames = 'ips, ja4s, ja3s, hosts, asns, countries, user_agents, paths'.split(', ');
const distinctCounts = `CAST(tuple(${distinctTypes.map(distinctOf).join(', ')}),
  'Tuple(${distinctNames.map((name) => `${name} UInt64`).join(', ')})') AS distinct`;
const orders = {
  '-requests': { order: 'count()', direction: 'DESC' },
  '-last_seen': { order: 'toUnixTimestamp64Micro(max(t.time))', direction: 'DESC' },
  '-first_seen': { order: 'toUnixTimestamp64Micro(min(t.time))', direction: 'DESC' },
  value: { direction: 'ASC' },
} as const;
const relatedType = `Tuple(value String, requests UInt64, share Float64, label String,
  first_seen DateTime64(6, \\'UTC\\'), last_seen DateTime64(6, \\'UTC\\'))`;
/** Columns of `detections` that an entity may be. */
const detectionColumns: Partial<Record<EntityType, string>> = { ip: 'client_ip', ja4: 'ja4', host: 'host' };

type EntityFilters = Pick<EntitySearch, 'value' | 'host' | 'min_requests' | 'sort'>;

/** One entity in a range of time. */
export interface EntityKey {
  readonly type: EntityType;
  readonly value: string;
  readonly range: TimeRange;
}

export class EntitiesRepository {
  constructor(private readonly store: Store) {}

  list(type: EntityType, search: EntityFilters, range: TimeRange): GroupQuery<Entity> {
    return new GroupQuery(this.store, 'entities.list', groupsOf(type, search, range));
  }

  async profile(
    key: EntityKey,
  ): Promise<Omit<EntityProfile, 'type' | 'from' | 'to' | 'open_detections' | 'worst_level'>> {
    const { where, params } = conditionsOf(key);
    const network = `CAST(tuple(argMax(t.asn, t.time), argMax(t.as_name, t.time), argMax(t.country, t.time)),
      'Tuple(asn Nullable(UInt32), as_name Nullable(String), country Nullable(String))')`;
    const label = attributeColumns[key.type].label ?? `''`;
    const sql = `SELECT ${label} AS label, ${requestMeasures}, ${distinctCounts}, ${correlatedShare} AS correlated_share,
        sum(t.bytes_in) AS bytes_in, sum(t.bytes_out) AS bytes_out, ${key.type === 'ip' ? network : 'NULL'} AS network
      FROM http_logs AS t ${where}`;
    const rows = await this.store.rows<EntityProfile>('entities.get', sql, params);
    return { ...rows[0]!, value: key.value };
  }

  /** Returns how many detections of an entity are not closed, and the worst level of them. */
  async openDetections({ type, value }: EntityKey): Promise<Pick<EntityProfile, 'open_detections' | 'worst_level'>> {
    const column = detectionColumns[type];
    if (column === undefined) return { open_detections: 0, worst_level: null };
    const { type: keyType } = attributeColumns[type];
    const sql = `SELECT count() AS open_detections,
        arrayFirstOrNull(level -> has(groupUniqArray(t.level), level), ['critical', 'high', 'medium', 'low']) AS worst_level
      FROM detections AS t FINAL WHERE t.${column} = {value:${keyType}} AND t.status != 'closed'`;
    return (await this.store.rows<EntityProfile>('entities.get', sql, { value }))[0]!;
  }

  timeline(key: EntityKey, bucketSeconds: number): Promise<EntityBucket[]> {
    const { where, params } = conditionsOf(key);
    const sql = `SELECT toStartOfInterval(toDateTime(t.time, 'UTC'), toIntervalSecond({bucket:UInt32})) AS time,
        count() AS requests, uniq(t.client_ip) AS ips, ${statusClasses()}
      FROM http_logs AS t ${where} GROUP BY time ORDER BY time`;
    return this.store.rows('entities.timeline', sql, { ...params, bucket: bucketSeconds });
  }

  related(key: EntityKey, attributes: readonly Attribute[], limit: number): Promise<RelatedAttribute[]> {
    const { where, params } = conditionsOf(key);
    const sql = attributes.map((attribute) => relatedValues(attribute, where)).join('\nUNION ALL\n');
    return this.store.rows('entities.related', sql, { ...params, limit });
  }

  async measures(key: EntityKey): Promise<EntityMeasures> {
    const { where, params } = conditionsOf(key);
    const sql = `SELECT count() AS requests, ${(['ip', 'ja4', 'host', 'user_agent', 'path'] as const)
      .map((attribute) => `${distinctOf(attribute)} AS ${attribute}s`)
      .join(', ')},
        countIf(t.status IN (401, 403, 429)) AS refused, countIf(t.status = 404) AS not_found,
        countIf(intDiv(t.status, 100) = 5) AS server_errors, sum(t.bytes_out) AS bytes_out
      FROM http_logs AS t ${where}`;
    return (await this.store.rows<EntityMeasures>('entities.baseline', sql, params))[0]!;
  }
}

/** SQL of one attribute's values among the requests of `where`, most requests first, as one row. */
function relatedValues(attribute: Attribute, where: string): string {
  const { key, isPresent, text, label = `''` } = attributeColumns[attribute];
  return `SELECT '${attribute}' AS attribute, any(v.distinct) AS distinct,
      groupArray(CAST(tuple(v.value, v.requests, v.share, v.label, v.first_seen, v.last_seen), '${relatedType}')) AS items
    FROM (
      SELECT ${text('g')} AS value, count() AS requests, count() / sum(count()) OVER () AS share, ${label} AS label,
        min(t.time) AS first_seen, max(t.time) AS last_seen, count() OVER () AS distinct
      FROM http_logs AS t ${where} AND ${isPresent} GROUP BY ${key} AS g ORDER BY requests DESC, g LIMIT {limit:UInt32}
    ) AS v`;
}

function groupsOf(
  type: EntityType,
  { value, host, min_requests = 1, sort = '-requests' }: EntityFilters,
  range: TimeRange,
): Groups {
  const { key, type: keyType, isPresent, text, label = `''` } = attributeColumns[type];
  const conditions = new Conditions()
    .between('time', range.from, range.to)
    .add(isPresent)
    .equal('host', 'String', host);
  if (value !== undefined) addValue(conditions, type, value);
  return {
    from: 'http_logs AS t',
    conditions,
    key,
    type: keyType,
    ...orders[sort],
    ...(min_requests > 1 ? { having: 'count() >= {min_requests:UInt64}', params: { min_requests } } : {}),
    columns: `${text('g')} AS value, ${label} AS label, ${requestMeasures}, ${distinctCounts}`,
  };
}

/** Narrows a list to values: how depends on what they are. */
function addValue(conditions: Conditions, type: EntityType, value: string): void {
  const { column, key } = attributeColumns[type];
  if (type === 'ip') conditions.address('client_ip', value, 'value');
  else if (type === 'asn' && /^\d{1,10}$/.test(value)) conditions.equal('asn', 'UInt64', Number(value));
  else if (type === 'asn') conditions.add(`positionCaseInsensitiveUTF8(t.as_name, {value:String}) > 0`, { value });
  else if (value.endsWith('*')) conditions.add(`startsWith(${key}, {value:String})`, { value: value.slice(0, -1) });
  else conditions.add(`${column} = {value:String}`, { value });
}

function conditionsOf({ type, value, range }: EntityKey): Conditions {
  const { column, type: keyType, isPresent } = attributeColumns[type];
  return new Conditions()
    .between('time', range.from, range.to)
    .add(`${column} = {entity:${keyType}}`, { entity: value })
    .add(isPresent);
}
