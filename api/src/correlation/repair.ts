import type { Store } from '../store/store.js';
import type { Reach } from './correlation.repository.js';
import { instant } from '../store/instant.js';
import { helloColumnNames, lateHandshakes, repairStatement } from './join.sql.js';

const operation = 'correlation.repair';
const late = 'late_handshakes';
const dayMs = 24 * 3600_000;

/**
 * Gives orphans of the last day the handshake that came after their grace time. Also those whose connection is older
 * than the join looks back, when both sides name it (conn_id). Called inside the lane of the join.
 */
export class Repair {
  constructor(
    private readonly store: Store,
    private readonly reach: Reach,
    private readonly retentionDays: number,
  ) {}

  /** Returns how many requests were repaired and the days (YYYY-MM-DD) they are of. */
  async run(now: number): Promise<{ repaired: number; days: string[] }> {
    const { database } = this.store;
    const since = (now - dayMs) * 1000;
    const until = (now + dayMs) * 1000;
    await this.command(`DROP TABLE IF EXISTS ${database}.${late} SYNC`);
    await this.command(
      `CREATE TABLE ${database}.${late} ENGINE = Join(ANY, LEFT, id) AS
       SELECT '' AS id, 0::UInt32 AS day, ${helloColumnNames.join(', ')} FROM ${database}.http_logs LIMIT 0`,
    );
    try {
      for (const sensorId of await this.sensorsWithOrphans(since, until)) {
        await this.store.command(
          operation,
          `INSERT INTO ${database}.${late} (id, day, ${helloColumnNames.join(', ')}) ${lateHandshakes(database)}`,
          {
            sensor_ids: [sensorId],
            since,
            until,
            earliest: since - this.retentionDays * dayMs * 1000,
            latest: until,
            connection_max_s: this.reach.connectionMaxS,
            tolerance_ms: this.reach.toleranceMs,
          },
        );
      }
      const found = await this.store.rows<{ day: number; requests: number }>(
        operation,
        `SELECT day, count() AS requests FROM ${late} GROUP BY day ORDER BY day`,
      );
      if (found.length) await this.command(repairStatement(database, late));
      return {
        repaired: found.reduce((sum, { requests }) => sum + requests, 0),
        days: found.map(({ day }) => String(day).replace(/(....)(..)(..)/, '$1-$2-$3')),
      };
    } finally {
      await this.command(`DROP TABLE IF EXISTS ${database}.${late} SYNC`);
    }
  }

  private async sensorsWithOrphans(since: number, until: number): Promise<string[]> {
    const sql = `SELECT DISTINCT sensor_id FROM http_logs
      WHERE time BETWEEN ${instant('since')} AND ${instant('until')} AND NOT correlated AND scheme = 'https'`;
    const rows = await this.store.rows<{ sensor_id: string }>(operation, sql, { since, until });
    return rows.map(({ sensor_id }) => sensor_id);
  }

  private command(sql: string): Promise<void> {
    return this.store.command(operation, sql);
  }
}
