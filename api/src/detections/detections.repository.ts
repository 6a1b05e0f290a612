import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { Detection, DetectionSearch } from './detections.types.js';

const columns = `t.* EXCEPT (client_ip), ${addressText('t.client_ip')} AS client_ip`;
const sortColumns = { '-score': 'score', '-last_seen': 'last_seen' } as const;

export type DetectionFilters = Pick<
  DetectionSearch,
  'status' | 'level' | 'kind' | 'client_ip' | 'ja4' | 'host' | 'reason' | 'assignee' | 'verdict'
>;

/** Bounds of last_seen, microseconds since 1970 UTC. */
export interface SeenRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export class DetectionsRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` detections in the order of `sort`, after the sort value and id given. */
  list(
    filters: DetectionFilters,
    range: SeenRange,
    sort: keyof typeof sortColumns,
    limit: number,
    after: { value: number; detectionId: string } | undefined,
  ): Promise<Detection[]> {
    const conditions = detectionConditions(filters, range);
    const column = sortColumns[sort];
    if (after) {
      const value = column === 'score' ? '{after:Float64}' : `fromUnixTimestamp64Micro({after:Int64}, 'UTC')`;
      conditions.add(`(t.${column}, t.detection_id) < (${value}, {after_id:UUID})`, {
        after: after.value,
        after_id: after.detectionId,
      });
    }
    const sql = `SELECT ${columns} FROM detections AS t FINAL ${conditions.where}
      ORDER BY t.${column} DESC, t.detection_id DESC LIMIT {limit:UInt32}`;
    return this.store.rows('detections.list', sql, { ...conditions.params, limit });
  }

  /** Streams every detection that matches, oldest first. */
  all(operation: string, filters: DetectionFilters, range: SeenRange): AsyncGenerator<Detection> {
    const conditions = detectionConditions(filters, range);
    const sql = `SELECT ${columns} FROM detections AS t FINAL ${conditions.where} ORDER BY t.last_seen, t.detection_id`;
    return this.store.stream(operation, sql, conditions.params);
  }

  async count(filters: DetectionFilters, range: SeenRange): Promise<number> {
    const conditions = detectionConditions(filters, range);
    const sql = `SELECT count() AS total FROM detections AS t FINAL ${conditions.where}`;
    const [row] = await this.store.rows<{ total: number }>('detections.list', sql, conditions.params);
    return row?.total ?? 0;
  }

  getMany(detectionIds: readonly string[]): Promise<Detection[]> {
    const sql = `SELECT ${columns} FROM detections AS t FINAL WHERE t.detection_id IN {detectionIds:Array(UUID)}`;
    return this.store.rows('detections.get', sql, { detectionIds });
  }

  /** The greatest `version` of a detection wins. */
  async save(operation: string, detections: readonly Detection[]): Promise<void> {
    await this.store.insert(operation, 'detections', detections);
  }
}

function detectionConditions(filters: DetectionFilters, range: SeenRange): Conditions {
  const conditions = new Conditions().between('last_seen', range.from, range.to);
  conditions.address('client_ip', filters.client_ip).text('ja4', filters.ja4).text('host', filters.host);
  for (const name of ['status', 'level', 'kind', 'assignee'] as const) conditions.equal(name, 'String', filters[name]);
  if (filters.reason !== undefined) conditions.add('has(t.reasons.key, {reason:String})', { reason: filters.reason });
  if (filters.verdict === undefined) conditions.add(`t.verdict != 'suppressed'`);
  else if (filters.verdict !== 'any') conditions.equal('verdict', 'String', filters.verdict.replace('none', ''));
  return conditions;
}
