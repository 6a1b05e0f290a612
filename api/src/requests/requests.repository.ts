import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { QueryParams, Store } from '../store/store.js';
import type { TimeRange } from '../http/time-range.js';
import { addRequestFilters } from './requests.filters.js';
import type { RequestFilters } from './requests.filters.types.js';
import type { LoggedRequest, RequestSort } from './requests.types.js';
import { instant } from '../store/instant.js';

/** Every column of `http_logs` as the specification names it. */
export const requestColumns = `concat(toString(t.batch_id), '-', toString(t.seq)) AS id,
  ${['src_ip', 'client_ip', 'dst_ip'].map((column) => `${addressText(`t.${column}`)} AS ${column}`).join(',\n  ')},
  t.* EXCEPT (src_ip, client_ip, dst_ip)`;

/** Where a page begins: after this request in the order of the sort. */
export interface RequestPosition {
  /** Of the column that is sorted by; microseconds since 1970 UTC for `time`. */
  readonly value: number;
  /** Microseconds since 1970 UTC. */
  readonly time: number;
  readonly batchId: string;
  readonly seq: number;
}

/** Which requests are meant. */
export interface RequestSelection {
  readonly filters: RequestFilters;
  readonly range: TimeRange;
  /** What relative times in filters are relative to. */
  readonly nowMs: number;
}

export class RequestsRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` requests of the selection in the order of `sort`, after the position. */
  search(
    selection: RequestSelection,
    sort: RequestSort,
    limit: number,
    after: RequestPosition | undefined,
  ): Promise<LoggedRequest[]> {
    const { sql, params } = searchQuery(selection, sort, limit, after);
    return this.store.rows('requests.search', sql, params);
  }

  /** As {@link search}, each request as JSON text. */
  texts(
    selection: RequestSelection,
    sort: RequestSort,
    limit: number,
    after: RequestPosition | undefined,
  ): Promise<string[]> {
    const { sql, params } = searchQuery(selection, sort, limit, after);
    return this.store.texts('requests.export', sql, params);
  }

  count(selection: RequestSelection): Promise<number> {
    return this.store.count('requests.search', 'http_logs AS t', conditionsOf(selection));
  }

  async get(batchId: string, seq: number): Promise<LoggedRequest | undefined> {
    const sql = `SELECT ${requestColumns} FROM http_logs AS t
      WHERE t.batch_id = {batchId:UUID} AND t.seq = {seq:UInt32} LIMIT 1`;
    return (await this.store.rows<LoggedRequest>('requests.get', sql, { batchId, seq }))[0];
  }
}

function searchQuery(
  selection: RequestSelection,
  sort: RequestSort,
  limit: number,
  after: RequestPosition | undefined,
): { sql: string; params: QueryParams } {
  const conditions = conditionsOf(selection);
  const [order, compare] = sort.startsWith('-') ? ['DESC', '<'] : ['ASC', '>'];
  const column = sort.replace('-', '');
  if (after) {
    const time = instant('after_time');
    const value = column === 'time' ? time : '{after_value:UInt64}';
    conditions.add(
      // The first comparison says no more than the second, but the indexes understand it.
      `t.${column} ${compare}= ${value}
        AND (t.${column}, t.time, t.batch_id, t.seq) ${compare} (${value}, ${time}, {after_batch:UUID}, {after_seq:UInt32})`,
      { after_value: after.value, after_time: after.time, after_batch: after.batchId, after_seq: after.seq },
    );
  }
  const keys = [...new Set([column, 'time', 'batch_id', 'seq'])].map((key) => `t.${key} ${order}`);
  const sql = `SELECT ${requestColumns} FROM http_logs AS t ${conditions.where}
    ORDER BY ${keys.join(', ')} LIMIT {limit:UInt32}`;
  return { sql, params: { ...conditions.params, limit } };
}

function conditionsOf({ filters, range, nowMs }: RequestSelection): Conditions {
  return addRequestFilters(new Conditions().between('time', range.from, range.to), filters, nowMs);
}
