import { randomUUID } from 'node:crypto';
import { landedRequests, type Batch } from '../events/batches.repository.js';
import type { TimeRange } from '../http/time-range.js';
import type { NetworkLookup } from '../reference-lists/network-lookup.js';
import type { QueryParams, Store } from '../store/store.js';
import { Conditions } from '../store/conditions.js';
import { hoursOf } from '../store/days.js';
import type { CorrelationHour, OrphanCount, SensorCounts, SensorDelays } from './correlation.types.js';
import { instant, micros } from '../store/instant.js';
import { neverTooHeavy } from '../store/errors.js';
import { crowdOfHellos, joinStatement, unpairedBatches } from './join.sql.js';
import { joinLimitSeconds, type Turn } from './lane.js';

/** How far from its request a handshake may be. */
export interface Reach {
  readonly connectionMaxS: number;
  readonly toleranceMs: number;
}

/** What a statement writes of its batches. */
export interface Part {
  /** Leaves out the rows that are there already. */
  readonly onlyMissing: boolean;
  /** Of so many slices of the requests it is this one, from 0. */
  readonly slice: number;
  readonly slices: number;
}

export const everything: Part = { onlyMissing: false, slice: 0, slices: 1 };

export interface Joined {
  readonly requests: number;
  readonly matched: number;
}

/** A batch that has requests. */
export type TimedBatch = Batch & { readonly first_time: string; readonly last_time: string };

const operation = 'correlation.run';
const protocol = 'agg_protocol_1h AS t';
const https = `sumIf(t.requests, t.orphan_reason != 'plain_http')`;
const counts = `sum(t.requests) AS requests, sum(t.correlated) AS correlated, if(${https} = 0, NULL, correlated / ${https}) AS match_rate`;
const secondMicros = 1_000_000;
/** Many times what a group needs. Without it the limit is that of the whole store, and whose fault it was is not told. */
export const pairingMemory = String(1024 * 1024 * 1024);
const joinSettings = {
  max_execution_time: joinLimitSeconds,
  max_memory_usage: pairingMemory,
  max_partitions_per_insert_block: '0',
  // What views write is grouped by its key already: to merge it once more took a fifth of their time.
  optimize_on_insert: 0,
} as const;

/** A read of the join may take as long as what it is for. */
const readLimits = { seconds: joinLimitSeconds };
/** A handshake has 2 KB, and 50 where somebody wants that: a statement has the memory for many times as many. */
const fewMoreHellos = 1000;

export class CorrelationRepository {
  constructor(
    private readonly store: Store,
    private readonly reach: Reach,
    private readonly networks: NetworkLookup,
  ) {}

  /**
   * Writes a group of batches into http_logs; writes nothing when the turn is over. A group may be of several sensors.
   *
   * @param joinNo the number of the first batch; the others have the next ones
   */
  async join(batches: readonly TimedBatch[], turn: Turn, joinNo: number, part: Part): Promise<void> {
    const { onlyMissing, slice, slices } = part;
    const span = spanOf(batches);
    // Twice as far, to tell a connection that expired from one that was never seen.
    const handshakes = this.handshakeTimes(span, 2);
    const [seeing, withNetworks, areCrowded] = await neverTooHeavy(
      Promise.all([this.seeingSensors(batches, span), this.networks.ready(), this.areCrowded(batches, handshakes)]),
    );
    const sql = joinStatement(this.store.database, turn, {
      ...{ onlyMissing, withNetworks, areCrowded },
      isSlice: slices > 1,
    });
    const params = {
      ...idsOf(batches),
      join_no: joinNo,
      ...handshakes,
      earliest_named: handshakes.earliest,
      connection_max_s: this.reach.connectionMaxS,
      tolerance_ms: this.reach.toleranceMs,
      seeing_sensors: seeing,
      ...(slices > 1 && { slice, slices }),
    };
    try {
      // A token spares ClickHouse a hash over all rows. No statement is ever sent a second time.
      await this.store.command(operation, sql, params, { ...joinSettings, insert_deduplication_token: randomUUID() });
    } catch (error) {
      // A dictionary may be gone: who tries again looks first.
      this.networks.forget();
      throw error;
    }
  }

  /** Returns the ids of those batches of which no connection waits for its handshake. */
  async paired(batches: readonly TimedBatch[]): Promise<Set<string>> {
    const params = {
      ...idsOf(batches),
      ...this.handshakeTimes(spanOf(batches), 1),
      tolerance_ms: this.reach.toleranceMs,
    };
    const sql = unpairedBatches(this.store.database);
    const rows = await this.store.rows<{ batch_id: string }>('correlation.due', sql, params);
    const paired = new Set(batches.map(({ batch_id }) => batch_id));
    for (const { batch_id } of rows) paired.delete(batch_id);
    return paired;
  }

  /** Returns what is in http_logs of the batches, in their order. */
  joinedOf(batches: readonly TimedBatch[]): Promise<Joined[]> {
    const condition = `batch_id IN {batch_ids:Array(UUID)} AND time BETWEEN ${instant('first')} AND ${instant('last')}`;
    return this.joined(batches, condition, { ...idsOf(batches), ...spanOf(batches) });
  }

  /** Returns what the statement wrote that had this number, in the order of the batches. */
  joinedBy(batches: readonly TimedBatch[], joinNo: number): Promise<Joined[]> {
    const params = { first: joinNo, last: joinNo + batches.length - 1 };
    return this.joined(batches, 'join_no BETWEEN {first:UInt64} AND {last:UInt64}', params);
  }

  /** Returns at most `limit` batches whose rows are still in http_events although they are correlated. */
  async leftovers(limit: number): Promise<string[]> {
    const sql = `SELECT batch_id FROM ingest_batches FINAL WHERE state = 'correlated' AND ${landedRequests} LIMIT {limit:UInt32}`;
    const rows = await this.store.rows<{ batch_id: string }>('correlation.sweep', sql, { limit });
    return rows.map(({ batch_id }) => batch_id);
  }

  /** Removes the landing rows of batches: each is a partition of its own. */
  async drop(batchIds: readonly string[]): Promise<void> {
    const drops = batchIds.map((batchId) => `DROP PARTITION '${batchId}'`).join(', ');
    await this.store.command('correlation.sweep', `ALTER TABLE ${this.store.database}.http_events ${drops}`);
  }

  /** Returns how many requests of whole hours have no handshake, by reason. */
  orphans(range: TimeRange): Promise<OrphanCount[]> {
    const { where, params } = hoursOf(range).add(`t.orphan_reason != ''`);
    const sql = `SELECT t.orphan_reason AS reason, sum(t.requests) AS requests FROM ${protocol} ${where}
      GROUP BY reason ORDER BY requests DESC, reason`;
    return this.store.rows('correlation.get', sql, params);
  }

  /** Returns what each sensor sent in whole hours. */
  sensors(range: TimeRange): Promise<SensorCounts[]> {
    const { where, params } = hoursOf(range);
    const sql = `SELECT t.sensor_id AS sensor_id, ${counts} FROM ${protocol} ${where} GROUP BY sensor_id ORDER BY sensor_id`;
    return this.store.rows('correlation.get', sql, params);
  }

  /** Returns how far apart handshake, request and acceptance are, of each sensor that sent any request. */
  delays(range: TimeRange): Promise<SensorDelays[]> {
    const { where, params } = new Conditions().between('time', range.from, range.to);
    const sql = `SELECT sensor_id,
        ifNotFinite(medianIf(dateDiff('millisecond', tls_time, time), t.correlated), NULL) AS handshake_age_ms,
        ifNotFinite(quantileIf(0.01)(dateDiff('microsecond', tls_time, time) / 1000, t.correlated AND conn_seq = 1), NULL) AS skew_ms,
        ifNotFinite(median(dateDiff('millisecond', time, received_at)), NULL) AS lag_ms,
        ifNotFinite(quantile(0.95)(dateDiff('millisecond', time, received_at)), NULL) AS lag_p95_ms
      FROM http_logs AS t ${where} GROUP BY sensor_id`;
    return this.store.rows('correlation.get', sql, params);
  }

  /** Returns the hours in which any request came. */
  hours(range: TimeRange): Promise<CorrelationHour[]> {
    const { where, params } = hoursOf(range);
    const sql = `SELECT t.hour AS time, ${counts} FROM ${protocol} ${where} GROUP BY time ORDER BY time`;
    return this.store.rows('correlation.get', sql, params);
  }

  private async joined(batches: readonly TimedBatch[], condition: string, params: QueryParams): Promise<Joined[]> {
    const sql = `SELECT batch_id, uniqExact(seq) AS requests, uniqExactIf(seq, correlated) AS matched FROM http_logs
      WHERE ${condition} GROUP BY batch_id`;
    const found = this.store.rows<Joined & { batch_id: string }>(operation, sql, params, readLimits);
    const rows = await neverTooHeavy(found);
    const joinedOf = new Map(rows.map(({ batch_id, ...joined }) => [batch_id, joined]));
    return batches.map(({ batch_id }) => joinedOf.get(batch_id) ?? { requests: 0, matched: 0 });
  }

  /** Returns the sensors that sent any handshake of about the time of the batches. */
  private async seeingSensors(batches: readonly TimedBatch[], span: Span): Promise<string[]> {
    // A batch of handshakes stays accepted, so that its newest version needs no looking for. None is taken that arrives more than
    // a day before its time, so that older days need no reading.
    const sql = `SELECT DISTINCT sensor_id FROM ingest_batches
      WHERE received_at >= ${instant('earliest')} - INTERVAL 1 DAY
        AND kind = 'tls' AND sensor_id IN {sensor_ids:Array(String)} AND state = 'accepted' AND last_time >= ${instant('earliest')} AND first_time <= ${instant('latest')}`;
    const params = { ...idsOf(batches), ...this.handshakeTimes(span, 1) };
    const rows = await this.store.rows<{ sensor_id: string }>(operation, sql, params, readLimits);
    return rows.map(({ sensor_id }) => sensor_id);
  }

  /** True when so many handshakes came from the ports of the batches that a statement may not have the memory for all. */
  private async areCrowded(batches: readonly TimedBatch[], times: HandshakeTimes): Promise<boolean> {
    const sql = crowdOfHellos(this.store.database);
    const params = { ...idsOf(batches), ...times };
    const rows = await this.store.rows<{ crowd: number }>(operation, sql, params, readLimits);
    return rows[0]!.crowd > fewMoreHellos;
  }

  /** When the handshakes of requests of the span were made, as parameters. */
  private handshakeTimes({ first, last }: Span, times: number): HandshakeTimes {
    const { connectionMaxS, toleranceMs } = this.reach;
    return { earliest: first - times * 1_000_000 * connectionMaxS, latest: last + 1000 * toleranceMs };
  }
}

/** Microseconds since 1970 UTC. */
interface HandshakeTimes {
  readonly earliest: number;
  readonly latest: number;
}

/** Whole seconds from the first to the last request of batches, in microseconds. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export function spanOf(batches: readonly TimedBatch[]): Span {
  const first = Math.min(...batches.map(({ first_time }) => micros(first_time)));
  const last = Math.max(...batches.map(({ last_time }) => micros(last_time)));
  // Ingest compares times as text, and within a second "5Z" is after "5.2Z".
  return { first: first - (first % secondMicros), last: last - (last % secondMicros) + secondMicros - 1 };
}

function idsOf(batches: readonly TimedBatch[]): { batch_ids: string[]; sensor_ids: string[] } {
  return {
    batch_ids: batches.map(({ batch_id }) => batch_id),
    sensor_ids: [...new Set(batches.map(({ sensor_id }) => sensor_id))],
  };
}
