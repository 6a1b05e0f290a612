import type { Store } from '../store/store.js';

/** A batch that could not be correlated and holds up nobody. */
export interface QuarantinedBatch {
  batch_id: string;
  failures: number;
  received_at: string;
  changed_at: string;
}

const columns = 't.batch_id, t.failures, t.received_at, t.changed_at';

export class JobsRepository {
  constructor(private readonly store: Store) {}

  /** Returns the newest batches in quarantine. */
  quarantined(limit: number): Promise<QuarantinedBatch[]> {
    const sql = `SELECT ${columns} FROM ingest_batches AS t FINAL WHERE t.state = 'quarantined'
      ORDER BY t.received_at DESC, t.batch_id LIMIT {limit:UInt32}`;
    return this.store.rows('jobs.list', sql, { limit });
  }

  async quarantinedBatch(batchId: string): Promise<QuarantinedBatch | undefined> {
    const sql = `SELECT ${columns} FROM ingest_batches AS t FINAL
      WHERE t.batch_id = {batchId:UUID} AND t.state = 'quarantined'`;
    return (await this.store.rows<QuarantinedBatch>('jobs.get', sql, { batchId }))[0];
  }
}
