import { lacksMemory } from '../store/errors.js';
import type { Store } from '../store/store.js';
import { pairingMemory, type Reach } from './correlation.repository.js';
import type { CorrelationRepair } from './correlation.types.js';
import { instant } from '../store/instant.js';
import { helloColumnNames, lateHandshakes, repairStatement } from './join.sql.js';

const operation = 'correlation.repair';
const late = 'late_handshakes';
const dayMs = 24 * 3600_000;
const secondMicros = 1_000_000;

const shortestMicros = 1000;

/** How much a repair does at once. */
export interface RepairBounds {
  /** Orphans of one statement, about: a sensor whose handshakes are lost may have millions in a day. */
  readonly orphans: number;
  /** Of the handshakes that were found, which ClickHouse holds in memory until they are written: those of one more statement may come to it. */
  readonly bytes: number;
}

const defaults: RepairBounds = { orphans: 100_000, bytes: 256 * 1024 * 1024 };

/** A part of the orphans of a sensor; microseconds since 1970 UTC. */
interface Orphans {
  readonly sensor_id: string;
  readonly since: number;
  readonly until: number;
}

/**
 * Gives orphans of the last day the handshake that came after their grace time. Also those whose connection is older
 * than the join looks back, when both sides name it (conn_id). Called inside the lane of the join.
 */
export class Repair {
  constructor(
    private readonly store: Store,
    private readonly reach: Reach,
    private readonly retentionDays: number,
    private readonly bounds = defaults,
  ) {}

  /**
   * Has each day (YYYY-MM-DD) rebuilt of which it repaired a request. The requests that were found are kept until that is done:
   * a comparison of numbers does not see that an aggregate has a request without its handshake.
   */
  async run(now: number, rebuild: (day: string) => Promise<void>): Promise<CorrelationRepair> {
    const leftDays = await this.rebuildFound(rebuild);
    const { repaired, is_complete } = await this.find(now);
    if (repaired) await this.command(repairStatement(this.store.database, late));
    const days = await this.rebuildFound(rebuild);
    return { repaired, is_complete, rebuilt_days: [...new Set([...leftDays, ...days])].sort() };
  }

  /** Rebuilds the days of the requests that this run, or one that broke off, found. */
  private async rebuildFound(rebuild: (day: string) => Promise<void>): Promise<string[]> {
    if (!(await this.store.hasTable(late))) return [];
    const sql = `SELECT DISTINCT day FROM ${late} ORDER BY day`;
    const found = await this.store.rows<{ day: number }>(operation, sql);
    const days = found.map(({ day }) => String(day).replace(/(....)(..)(..)/, '$1-$2-$3'));
    for (const day of days) await rebuild(day);
    await this.forgetFound();
    return days;
  }

  /** Writes the orphans whose handshake came late into a table until it is full, and returns how many they are. */
  private async find(now: number): Promise<{ repaired: number; is_complete: boolean }> {
    const { database } = this.store;
    await this.command(
      `CREATE TABLE ${database}.${late} ENGINE = Join(ANY, LEFT, id) AS
       SELECT '' AS id, 0::UInt32 AS day, ${helloColumnNames.join(', ')} FROM ${database}.http_logs LIMIT 0`,
    );
    const parts = (await this.orphans((now - dayMs) * 1000, (now + dayMs) * 1000)).reverse();
    let found = { rows: 0, bytes: 0 };
    try {
      for (let part = parts.pop(); part; part = parts.pop()) {
        try {
          await this.pair(part);
        } catch (error) {
          if (!lacksMemory(error) || part.until - part.since < shortestMicros) throw error;
          parts.push(...halvesOf(part).reverse());
        }
        found = await this.found();
        if (found.rows > 0 && found.bytes >= this.bounds.bytes) break;
      }
    } catch (error) {
      await this.forgetFound();
      throw error;
    }
    return { repaired: found.rows, is_complete: parts.length === 0 };
  }

  private pair({ sensor_id, since, until }: Orphans): Promise<void> {
    const { database } = this.store;
    const { connectionMaxS, toleranceMs } = this.reach;
    const sql = `INSERT INTO ${database}.${late} (id, day, ${helloColumnNames.join(', ')}) ${lateHandshakes(database)}`;
    const params = {
      sensor_ids: [sensor_id],
      since,
      until,
      earliest: since - connectionMaxS * secondMicros,
      earliest_named: since - this.retentionDays * dayMs * 1000,
      latest: until + toleranceMs * 1000,
      connection_max_s: connectionMaxS,
      tolerance_ms: toleranceMs,
    };
    return this.store.command(operation, sql, params, { max_memory_usage: pairingMemory });
  }

  /** Returns what the table holds. */
  private async found(): Promise<{ rows: number; bytes: number }> {
    const sql = `SELECT total_rows AS rows, total_bytes AS bytes FROM system.tables
      WHERE database = {database:String} AND name = '${late}'`;
    const { database } = this.store;
    return (await this.store.rows<{ rows: number; bytes: number }>(operation, sql, { database }))[0]!;
  }

  private forgetFound(): Promise<void> {
    return this.command(`DROP TABLE IF EXISTS ${this.store.database}.${late} SYNC`);
  }

  /** Returns the orphans of whole minutes, cut into what one statement has the memory for. */
  private orphans(since: number, until: number): Promise<Orphans[]> {
    const sql = `SELECT sensor_id, toUnixTimestamp(min(minute)) * ${secondMicros} AS since,
        (toUnixTimestamp(max(minute)) + 60) * ${secondMicros} - 1 AS until
      FROM
      (
        SELECT sensor_id, minute, sum(orphans) OVER (PARTITION BY sensor_id ORDER BY minute) AS so_far
        FROM
        (
          SELECT sensor_id, toStartOfMinute(time) AS minute, count() AS orphans FROM http_logs
          WHERE time BETWEEN ${instant('since')} AND ${instant('until')} AND NOT correlated AND scheme = 'https'
          GROUP BY sensor_id, minute
        )
      )
      GROUP BY sensor_id, intDiv(so_far, {most:UInt32}) ORDER BY sensor_id, since`;
    return this.store.rows(operation, sql, { since, until, most: this.bounds.orphans });
  }

  private command(sql: string): Promise<void> {
    return this.store.command(operation, sql);
  }
}

function halvesOf({ since, until, ...orphans }: Orphans): [Orphans, Orphans] {
  const middle = Math.floor((since + until) / 2);
  return [
    { ...orphans, since, until: middle },
    { ...orphans, since: middle + 1, until },
  ];
}
