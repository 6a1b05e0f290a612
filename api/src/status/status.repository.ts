import { landedRequests } from '../events/batches.repository.js';
import type { Store } from '../store/store.js';
import type { BacklogStatus, SensorStatus, TableStatus } from './status.types.js';

const operation = 'status.get';

export class StatusRepository {
  constructor(private readonly store: Store) {}

  async version(): Promise<string> {
    const rows = await this.store.rows<{ version: string }>(operation, 'SELECT version() AS version');
    return rows[0]?.version ?? '';
  }

  async backlog(): Promise<BacklogStatus> {
    const sql = `SELECT
        count() AS batches,
        sum(good) AS lines,
        if(batches = 0, NULL, dateDiff('millisecond', min(received_at), now64(3)) / 1000) AS oldest_age_s,
        ifNull((SELECT count() FROM ingest_batches FINAL WHERE state = 'quarantined'), 0) AS quarantined
      FROM ingest_batches FINAL WHERE state = 'accepted' AND ${landedRequests}`;
    const rows = await this.store.rows<BacklogStatus>(operation, sql);
    return rows[0] ?? { batches: 0, lines: 0, oldest_age_s: null, quarantined: 0 };
  }

  sensors(): Promise<Omit<SensorStatus, 'state'>[]> {
    const sql = `SELECT sensor_id, max(received_at) AS last_batch_at, sumIf(good, kind = 'http') AS requests,
        sumIf(good, kind = 'tls') AS handshakes, sum(rejected) AS rejected
      FROM ingest_batches FINAL WHERE received_at > now() - INTERVAL 1 DAY GROUP BY sensor_id ORDER BY sensor_id`;
    return this.store.rows(operation, sql);
  }

  tables(): Promise<TableStatus[]> {
    const sql = `SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts
      WHERE active AND database = {database:String} GROUP BY table ORDER BY bytes DESC`;
    return this.store.rows(operation, sql, { database: this.store.database });
  }
}
