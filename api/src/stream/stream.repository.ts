import { addRequestFilters } from '../requests/requests.filters.js';
import { requestColumns } from '../requests/requests.repository.js';
import type { LoggedRequest, RequestFilters } from '../requests/requests.types.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { StreamPosition } from './stream-position.js';

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
  after(
    position: StreamPosition,
    lastJoinNo: number,
    filters: RequestFilters,
    limit: number,
  ): Promise<LoggedRequest[]> {
    const conditions = addRequestFilters(new Conditions(), filters).add(
      // The first comparison says no more than the last, but the index on join_no understands it.
      `t.join_no >= {join_no:UInt64} AND t.join_no <= {last_join_no:UInt64}
        AND (t.join_no, t.batch_id, t.seq) > ({join_no:UInt64}, {batch_id:UUID}, {seq:UInt32})`,
      { join_no: position.joinNo, last_join_no: lastJoinNo, batch_id: position.batchId, seq: position.seq },
    );
    const sql = `SELECT ${requestColumns} FROM http_logs AS t ${conditions.where}
      ORDER BY t.join_no, t.batch_id, t.seq LIMIT {limit:UInt32}`;
    return this.store.rows(operation, sql, { ...conditions.params, limit });
  }
}
