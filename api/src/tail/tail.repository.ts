import { requestColumns } from '../requests/requests.repository.js';
import type { LoggedRequest } from '../requests/requests.types.js';
import type { Store } from '../store/store.js';
import type { Position } from './tail.js';

const operation = 'tail';

export class TailRepository {
  constructor(private readonly store: Store) {}

  /** Returns the number of the last run that is complete; 0 before the first. */
  async lastCompleted(): Promise<number> {
    const sql = `SELECT max(join_no) AS last FROM ingest_batches WHERE state = 'correlated'`;
    return (await this.store.rows<{ last: number }>(operation, sql))[0]?.last ?? 0;
  }

  /** Returns the requests after the position, of runs up to `last`, in the order of correlation. */
  after({ joinNo, seq }: Position, last: number): AsyncGenerator<LoggedRequest> {
    const sql = `SELECT ${requestColumns} FROM http_logs AS t
      WHERE t.join_no >= {joinNo:UInt64} AND t.join_no <= {last:UInt64} AND (t.join_no, t.seq) > ({joinNo:UInt64}, {seq:UInt64})
      ORDER BY t.join_no, t.seq`;
    return this.store.stream(operation, sql, { joinNo, seq, last });
  }
}
