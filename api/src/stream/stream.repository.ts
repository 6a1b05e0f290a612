import { addRequestFilters } from '../requests/requests.filters.js';
import { requestColumns } from '../requests/requests.repository.js';
import type { Detection } from '../detections/detections.types.js';
import { detectionColumns } from '../detections/detections.repository.js';
import type { RequestFilters } from '../requests/requests.filters.types.js';
import type { LoggedRequest } from '../requests/requests.types.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { ChangePosition } from './detections.feed.js';
import type { StreamPosition } from './requests-position.js';

const operation = 'requests.stream';

export class StreamRepository {
  constructor(private readonly store: Store) {}

  /** Returns the number of the last run of the correlation that is complete, 0 before the first. */
  async lastCompleted(): Promise<number> {
    const sql = `SELECT max(t.join_no) AS joinNo FROM ingest_batches AS t WHERE t.state = 'correlated'`;
    const [row] = await this.store.rows<{ joinNo: number }>(operation, sql);
    return row?.joinNo ?? 0;
  }

  /** Returns at most `limit` requests after the position, of runs up to `lastJoinNo`, in the order of correlation. */
  requestsAfter(
    position: StreamPosition,
    lastJoinNo: number,
    filters: RequestFilters,
    nowMs: number,
    limit: number,
  ): Promise<LoggedRequest[]> {
    const conditions = addRequestFilters(new Conditions(), filters, nowMs).add(
      // The first comparison says no more than the last, but the index on join_no understands it.
      `t.join_no >= {after_join_no:UInt64} AND t.join_no <= {last_join_no:UInt64}
        AND (t.join_no, t.batch_id, t.seq) > ({after_join_no:UInt64}, {after_batch:UUID}, {after_seq:UInt32})`,
      {
        after_join_no: position.joinNo,
        last_join_no: lastJoinNo,
        after_batch: position.batchId,
        after_seq: position.seq,
      },
    );
    const sql = `SELECT ${requestColumns} FROM http_logs AS t ${conditions.where}
      ORDER BY t.join_no, t.batch_id, t.seq LIMIT {limit:UInt32}`;
    return this.store.rows(operation, sql, { ...conditions.params, limit });
  }

  /** Returns when a detection last changed, in milliseconds since 1970 UTC; 0 when there is none. */
  async lastChange(): Promise<number> {
    const sql = 'SELECT toUnixTimestamp64Milli(max(t.updated_at)) AS changedMs FROM detections AS t';
    const [row] = await this.store.rows<{ changedMs: number }>('detections.stream', sql);
    return row?.changedMs ?? 0;
  }

  /** Returns at most `limit` detections changed after the position and before `untilMs`, in the order of their change. */
  detectionsAfter(position: ChangePosition, untilMs: number, limit: number): Promise<Detection[]> {
    const instant = (name: string): string => `fromUnixTimestamp64Milli({${name}:Int64}, 'UTC')`;
    const sql = `SELECT ${detectionColumns} FROM detections AS t FINAL
      WHERE t.updated_at >= ${instant('after')} AND t.updated_at < ${instant('until')}
        AND (t.updated_at, t.detection_id) > (${instant('after')}, {after_id:UUID})
      ORDER BY t.updated_at, t.detection_id LIMIT {limit:UInt32}`;
    const params = { after: position.changedMs, after_id: position.detectionId, until: untilMs, limit };
    return this.store.rows('detections.stream', sql, params);
  }
}
