import { validate as isUuid } from 'uuid';
import { invalid } from '../http/invalid.js';
import type { OpenRange } from '../http/time-range.js';
import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { Detection, DetectionFilters, DetectionSearch } from './detections.types.js';
import type { Facet } from './facets.types.js';
import type { DetectionVersion, HistorySearch } from './triage.types.js';
import { nowTime, written } from './written.sql.js';

/** Every column of `detections` as the specification names it. */
export const detectionColumns = `t.* EXCEPT (client_ip), ${addressText('t.client_ip')} AS client_ip`;
const time = `parseDateTime64BestEffort({after:String}, 6, 'UTC')`;
/** Each order, and how the value that a page begins after is read. */
const sorts = {
  '-score': { column: 'score', after: '{after:Float64}' },
  '-requests': { column: 'requests', after: '{after:Float64}' },
  '-last_seen': { column: 'last_seen', after: time },
  '-created_at': { column: 'created_at', after: time },
} as const;
export type DetectionSort = NonNullable<DetectionSearch['sort']>;
/** The versions of one detection. */
export type VersionFilters = Pick<HistorySearch, 'change'> & { readonly detectionId: string };

const facetItems = 20;
const facetPairs = `arrayConcat(
  [('status', toString(t.status)), ('level', toString(t.level)), ('kind', toString(t.kind)), ('host', toString(t.host)),
   ('client_ip', ${addressText('t.client_ip')}), ('ja4', toString(t.ja4)), ('assignee', t.assignee)],
  arrayMap(key -> ('reason', key), arrayDistinct(t.reasons.key)))`;

/** Columns whose changes the history of a detection names. */
const compared = [
  'status',
  'assignee',
  'comment',
  'level',
  'verdict',
  'score',
  'requests',
  'last_seen',
  'reasons',
] as const;
/** The versions of a detection, each with what differs from the one before it, whichever of them are asked for. */
const versions = `SELECT t.*, if(row_number() OVER w = 1, [], arrayFilter((name, differs) -> differs,
    [${compared.map((name) => `'${name}'`).join(', ')}],
    [${compared.map((name) => `t.${name} != lagInFrame(t.${name}) OVER w`).join(', ')}])) AS changed
  FROM detection_history AS t FINAL WHERE t.detection_id = {detection_id:UUID} WINDOW w AS (ORDER BY t.version)`;

const levelRank = `indexOf(['critical', 'high', 'medium', 'low'], found.level)`;

export class DetectionsRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` detections in the order of `sort`, after the sort value and id given. */
  list(
    filters: Conditions,
    sort: DetectionSort,
    limit: number,
    after: { value: string | number; detectionId: string } | undefined,
  ): Promise<Detection[]> {
    const { column, after: value } = sorts[sort];
    const position = after && `(t.${column}, t.detection_id) < (${value}, {after_id:UUID})`;
    const params = { ...filters.params, limit, after: after?.value, after_id: after?.detectionId };
    const sql = `SELECT ${detectionColumns} FROM detections AS t FINAL ${filters.whereAlso(position)}
      ORDER BY t.${column} DESC, t.detection_id DESC LIMIT {limit:UInt32}`;
    return this.store.rows('detections.list', sql, params);
  }

  /** Returns at most `limit` detections that fit in the order they were opened, after the one given. */
  oldest(
    operation: string,
    filters: Conditions,
    limit: number,
    after: Pick<Detection, 'created_at' | 'detection_id'> | undefined,
  ): Promise<Detection[]> {
    const position = after && `(t.created_at, t.detection_id) > (${time}, {after_id:UUID})`;
    const params = { ...filters.params, limit, after: after?.created_at, after_id: after?.detection_id };
    const sql = `SELECT ${detectionColumns} FROM detections AS t FINAL ${filters.whereAlso(position)}
      ORDER BY t.created_at, t.detection_id LIMIT {limit:UInt32}`;
    return this.store.rows(operation, sql, params);
  }

  count(conditions: Conditions): Promise<number> {
    return this.store.count('detections.list', 'detections AS t FINAL', conditions);
  }

  /** Returns the most frequent values of each group, with the worst and the last of their detections. */
  facets({ where, params }: Conditions): Promise<Facet[]> {
    const sql = `SELECT name, any(distinct_values) AS values,
        CAST(arraySort(item -> (-toInt64(item.2), item.1), groupArray(tuple(value, count, level, score, clients, last_seen))),
          'Array(Tuple(value String, count UInt64, level String, score Float64, clients UInt64, last_seen DateTime64(6)))') AS items
      FROM (
        SELECT pair.1 AS name, pair.2 AS value, count() AS count, argMin(level, ${levelRank}) AS level, max(score) AS score,
          uniqExact(client_ip) AS clients, max(last_seen) AS last_seen, count() OVER (PARTITION BY name) AS distinct_values
        FROM (SELECT arrayJoin(${facetPairs}) AS pair, t.level, t.score, t.client_ip, t.last_seen
          FROM detections AS t FINAL ${where}) AS found
        GROUP BY name, value ORDER BY count DESC, value LIMIT ${facetItems} BY name
      ) GROUP BY name ORDER BY name`;
    return this.store.rows('detections.facets', sql, params);
  }

  getMany(detectionIds: readonly string[]): Promise<Detection[]> {
    const sql = `SELECT ${detectionColumns} FROM detections AS t FINAL WHERE t.detection_id IN {detectionIds:Array(UUID)}`;
    return this.store.rows('detections.get', sql, { detectionIds });
  }

  /** Returns at most `limit` versions of a detection, newest first, before the version given. */
  history(filters: VersionFilters, limit: number, before: number | undefined): Promise<DetectionVersion[]> {
    const conditions = versionConditions(filters);
    if (before !== undefined) conditions.add('t.version < {before:UInt64}', { before });
    const sql = `SELECT t.* EXCEPT (detection_id) FROM (${versions}) AS t ${conditions.where}
      ORDER BY t.version DESC LIMIT {limit:UInt32}`;
    return this.store.rows('detections.history', sql, { ...conditions.params, limit });
  }

  countVersions(filters: VersionFilters): Promise<number> {
    return this.store.count('detections.history', 'detection_history AS t FINAL', versionConditions(filters));
  }

  /** Returns how many anomalies were opened on each of some hosts since a time, for the first time or again. */
  openedAnomalies(hosts: readonly string[], since: string): Promise<{ host: string; opened: number }[]> {
    const anomalies = `t.kind = 'anomaly' AND t.host IN {hosts:Array(String)}`;
    const start = `parseDateTime64BestEffort({since:String}, 3, 'UTC')`;
    // The history has no hosts, and much of it: it is asked about those that changed since alone.
    const changed = `SELECT t.detection_id FROM detections AS t WHERE ${anomalies} AND t.updated_at >= ${start}`;
    const sql = `SELECT t.host AS host, count() AS opened FROM detections AS t FINAL
      WHERE ${anomalies} AND (t.created_at >= ${start} OR t.detection_id IN (
        SELECT h.detection_id FROM detection_history AS h
        WHERE h.change = 'reopened' AND h.changed_at >= ${start} AND h.detection_id IN (${changed}))) GROUP BY host`;
    return this.store.rows('detections.upsert', sql, { hosts, since });
  }

  /** Closes the open detections of nobody that were seen last before a time; returns how many. The caller holds their lock. */
  async closeQuiet(before: string, { by, now }: { by: string; now: string }): Promise<number> {
    const quiet = new Conditions().add(
      `t.status = 'open' AND t.assignee = '' AND t.last_seen < parseDateTime64BestEffort({before:String}, 6, 'UTC')`,
      { before },
    );
    const closed = await this.store.count('detections.closeQuiet', 'detections AS t FINAL', quiet);
    if (!closed) return 0;
    const sql = `INSERT INTO detections SELECT t.* REPLACE ('closed' AS status, toNullable(${nowTime}) AS closed_at,
        ${written('quiet')})
      FROM detections AS t FINAL ${quiet.where}`;
    await this.store.command('detections.closeQuiet', sql, { ...quiet.params, by, now });
    return closed;
  }

  /** The greatest `version` of a detection wins. */
  async save(operation: string, detections: readonly Detection[]): Promise<void> {
    await this.store.insert(operation, 'detections', detections);
  }
}

function versionConditions({ detectionId, change }: VersionFilters): Conditions {
  return new Conditions().equal('detection_id', 'UUID', detectionId).oneOf('change', change);
}

/**
 * Returns what the filters mean.
 * @param range that `from` and `to` name
 * @param prefix where they stand, for problems: `query.` or `/filters/`
 */
export function conditionsOf(
  filters: Omit<DetectionFilters, 'from' | 'to'>,
  range: OpenRange,
  prefix = 'query.',
): Conditions {
  const conditions = new Conditions(prefix).between('last_seen', range.from, range.to);
  conditions.address('client_ip', filters.client_ip).textOrEmpty('ja4', filters.ja4).text('host', filters.host);
  conditions.oneOf('status', filters.status).oneOf('level', filters.level);
  for (const name of ['kind', 'assignee'] as const) conditions.equal(name, 'String', filters[name]);
  for (const name of ['detection_id', 'campaign', 'bulk_id', 'model_id'] as const) {
    if (![filters[name] ?? []].flat().every((id) => isUuid(id))) throw invalid(`${prefix}${name}`, 'must be an id');
  }
  const { detection_id } = filters;
  if (detection_id !== undefined) conditions.add('t.detection_id IN {detection_id:Array(UUID)}', { detection_id });
  conditions.equal('bulk_id', 'UUID', filters.bulk_id).equal('model_id', 'UUID', filters.model_id);
  const { reason, campaign, min_score } = filters;
  if (reason !== undefined) conditions.add('has(t.reasons.key, {reason:String})', { reason });
  if (min_score !== undefined) conditions.add('t.score >= {min_score:Float64}', { min_score });
  if (campaign !== undefined) {
    const members = 'SELECT client_ip FROM campaign_members WHERE campaign_id = {campaign:UUID}';
    conditions.add(`t.client_ip IN (${members})`, { campaign });
  }
  if (filters.verdict === undefined) conditions.add(`t.verdict != 'suppressed'`);
  else if (filters.verdict !== 'any') conditions.equal('verdict', 'String', filters.verdict.replace('none', ''));
  return conditions;
}
