import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { TimeRange } from '../http/time-range.js';
import { addRequestFilters } from './requests.filters.js';
import type { LoggedRequest, RequestFilters } from './requests.types.js';

/** Every column of `http_logs` as the specification names it. */
export const requestColumns = `concat(toString(t.batch_id), '-', toString(t.seq)) AS id,
  ${['src_ip', 'client_ip', 'dst_ip'].map((column) => `${addressText(`t.${column}`)} AS ${column}`).join(',\n  ')},
  t.* EXCEPT (src_ip, client_ip, dst_ip)`;

/** Where a page begins: after this request in the order of the sort. */
export interface RequestPosition {
  /** Microseconds since 1970 UTC. */
  readonly time: number;
  readonly batchId: string;
  readonly seq: number;
}

export class RequestsRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` requests of the range in the order of `sort`, after the position. */
  search(
    filters: RequestFilters,
    range: TimeRange,
    sort: 'time' | '-time',
    limit: number,
    after: RequestPosition | undefined,
  ): Promise<LoggedRequest[]> {
    const conditions = addRequestFilters(new Conditions().between('time', range.from, range.to), filters);
    const [order, compare] = sort === 'time' ? ['ASC', '>'] : ['DESC', '<'];
    if (after) {
      const time = `fromUnixTimestamp64Micro({after_time:Int64}, 'UTC')`;
      conditions.add(
        // The first comparison says no more than the second, but the primary index understands it.
        `t.time ${compare}= ${time} AND (t.time, t.batch_id, t.seq) ${compare} (${time}, {after_batch:UUID}, {after_seq:UInt32})`,
        { after_time: after.time, after_batch: after.batchId, after_seq: after.seq },
      );
    }
    const sql = `SELECT ${requestColumns} FROM http_logs AS t ${conditions.where}
      ORDER BY t.time ${order}, t.batch_id ${order}, t.seq ${order} LIMIT {limit:UInt32}`;
    return this.store.rows('requests.search', sql, { ...conditions.params, limit });
  }

  async count(filters: RequestFilters, range: TimeRange): Promise<number> {
    const conditions = addRequestFilters(new Conditions().between('time', range.from, range.to), filters);
    const sql = `SELECT count() AS total FROM http_logs AS t ${conditions.where}`;
    const [row] = await this.store.rows<{ total: number }>('requests.search', sql, conditions.params);
    return row?.total ?? 0;
  }

  async get(batchId: string, seq: number): Promise<LoggedRequest | undefined> {
    const sql = `SELECT ${requestColumns} FROM http_logs AS t
      WHERE t.batch_id = {batchId:UUID} AND t.seq = {seq:UInt32} LIMIT 1`;
    return (await this.store.rows<LoggedRequest>('requests.get', sql, { batchId, seq }))[0];
  }
}
