import type { Batch } from '../events/batches.repository.js';
import type { TimeRange } from '../http/time-range.js';
import type { Store } from '../store/store.js';
import type { OrphanCount, SensorCorrelation } from './correlation.types.js';
import { instant, micros } from './instant.js';
import { joinStatement, unpairedConnections } from './join.sql.js';
import { joinLimitSeconds, type Turn } from './lane.js';

/** How far from its request a handshake may be. */
export interface Reach {
  readonly connectionMaxS: number;
  readonly toleranceMs: number;
}

export interface Joined {
  readonly requests: number;
  readonly matched: number;
}

/** A batch that has requests. */
export type TimedBatch = Batch & { readonly first_time: string; readonly last_time: string };

const operation = 'correlation.run';
const joinSettings = { max_execution_time: joinLimitSeconds, max_partitions_per_insert_block: '0' } as const;

export class CorrelationRepository {
  constructor(
    private readonly store: Store,
    private readonly reach: Reach,
  ) {}

  /** Writes the batch into http_logs; writes nothing when the turn is over or the token was seen before. */
  async join(batch: TimedBatch, turn: Turn, joinNo: number, token: string, onlyMissing: boolean): Promise<void> {
    const { connectionMaxS, toleranceMs } = this.reach;
    await this.store.command(
      operation,
      joinStatement(this.store.database, turn, onlyMissing),
      {
        batch_id: batch.batch_id,
        sensor_id: batch.sensor_id,
        join_no: joinNo,
        // Twice as far, to tell a connection that expired from one that was never seen.
        earliest: micros(batch.first_time) - 2_000_000 * connectionMaxS,
        latest: micros(batch.last_time) + 1000 * toleranceMs,
        connection_max_s: connectionMaxS,
        tolerance_ms: toleranceMs,
        handshakes_seen: await this.sawHandshakes(batch),
      },
      { ...joinSettings, insert_deduplication_token: token },
    );
  }

  /** Returns how many connections of a batch still wait for their handshake. */
  async unpaired(batch: TimedBatch): Promise<number> {
    const { connectionMaxS, toleranceMs } = this.reach;
    const params = {
      batch_id: batch.batch_id,
      sensor_id: batch.sensor_id,
      earliest: micros(batch.first_time) - 1_000_000 * connectionMaxS,
      latest: micros(batch.last_time) + 1000 * toleranceMs,
      tolerance_ms: toleranceMs,
    };
    const sql = unpairedConnections(this.store.database);
    return (await this.store.rows<{ connections: number }>('correlation.due', sql, params))[0]?.connections ?? 0;
  }

  /** Returns what one run wrote; a run whose token was seen before wrote nothing. */
  async joined(joinNo: number): Promise<Joined> {
    const sql = `SELECT count() AS requests, countIf(correlated) AS matched FROM http_logs WHERE join_no = {joinNo:UInt64}`;
    return (await this.store.rows<Joined>(operation, sql, { joinNo }))[0]!;
  }

  /** Returns what all runs wrote of a batch. */
  async joinedOf({ batch_id, first_time, last_time }: TimedBatch): Promise<Joined> {
    const sql = `SELECT uniqExact(seq) AS requests, uniqExactIf(seq, correlated) AS matched FROM http_logs
      WHERE batch_id = {batchId:UUID}
        AND time BETWEEN ${instant('first')} AND ${instant('last')}`;
    const params = { batchId: batch_id, first: micros(first_time), last: micros(last_time) };
    return (await this.store.rows<Joined>(operation, sql, params))[0]!;
  }

  /** Returns at most `limit` batches whose rows are still in http_events although they are correlated. */
  async leftovers(limit: number): Promise<string[]> {
    const sql = `SELECT batch_id FROM ingest_batches FINAL
      WHERE state = 'correlated' AND kind = 'http' AND batch_id IN
        (SELECT toUUIDOrZero(partition) FROM system.parts
         WHERE active AND database = {database:String} AND table = 'http_events') LIMIT {limit:UInt32}`;
    const rows = await this.store.rows<{ batch_id: string }>('correlation.sweep', sql, {
      database: this.store.database,
      limit,
    });
    return rows.map(({ batch_id }) => batch_id);
  }

  /** Removes the landing rows of batches: each is a partition of its own. */
  async drop(batchIds: readonly string[]): Promise<void> {
    const drops = batchIds.map((batchId) => `DROP PARTITION '${batchId}'`).join(', ');
    await this.store.command('correlation.sweep', `ALTER TABLE ${this.store.database}.http_events ${drops}`);
  }

  async orphans({ from, to }: TimeRange): Promise<OrphanCount[]> {
    const sql = `SELECT orphan_reason AS reason, count() AS requests FROM http_logs
      WHERE time >= ${instant('from')} AND time < ${instant('to')} AND NOT correlated
      GROUP BY reason ORDER BY requests DESC, reason`;
    return this.store.rows('correlation.report', sql, { from, to });
  }

  async sensors({ from, to }: TimeRange): Promise<SensorCorrelation[]> {
    const sql = `SELECT sensor_id, count() AS requests, countIf(l.correlated) AS correlated,
        if(countIf(scheme = 'https') = 0, NULL, countIf(l.correlated) / countIf(scheme = 'https')) AS match_rate,
        ifNotFinite(medianIf(dateDiff('millisecond', tls_time, time), l.correlated), NULL) AS handshake_age_ms,
        ifNotFinite(median(dateDiff('millisecond', time, received_at)), NULL) AS lag_ms
      FROM http_logs AS l
      WHERE time >= ${instant('from')} AND time < ${instant('to')}
      GROUP BY sensor_id ORDER BY sensor_id`;
    return this.store.rows('correlation.report', sql, { from, to });
  }

  /** True when the sensor sent any handshake of about the time of the batch. */
  private async sawHandshakes({ sensor_id, first_time, last_time }: TimedBatch): Promise<boolean> {
    const { connectionMaxS, toleranceMs } = this.reach;
    const sql = `SELECT toBool(count() > 0) AS seen FROM ingest_batches FINAL
      WHERE kind = 'tls' AND sensor_id = {sensorId:String} AND state = 'accepted'
        AND last_time >= ${instant('earliest')} AND first_time <= ${instant('latest')}`;
    const params = {
      sensorId: sensor_id,
      earliest: micros(first_time) - 1_000_000 * connectionMaxS,
      latest: micros(last_time) + 1000 * toleranceMs,
    };
    return (await this.store.rows<{ seen: boolean }>(operation, sql, params))[0]?.seen === true;
  }
}
