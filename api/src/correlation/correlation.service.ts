import type { Clock } from '../context.js';
import { invalid } from '../http/invalid.js';
import { hourRange, isoTime, type TimeRange } from '../http/time-range.js';
import type { NewestHours } from '../traffic/newest-hours.js';
import type { Batch, BatchesRepository } from '../events/batches.repository.js';
import { aggregateTables, type AggregateTable } from './aggregate-tables.js';
import type { Aggregates, Comparison } from './aggregates.js';
import type { BatchRuns } from './batch-runs.js';
import type { CorrelationMetrics } from './correlation.metrics.js';
import type { CorrelationRepository, Span } from './correlation.repository.js';
import type {
  AggregateCheck,
  CorrelationRepair,
  CorrelationReport,
  CorrelationRuns,
  DueBatches,
  SensorDelays,
} from './correlation.types.js';
import type { EarlyBatches } from './early.js';
import type { Lane } from './lane.js';
import type { Repair } from './repair.js';

/** Batches handed out in one call. */
const dueLimit = 100;
/** Requests handed out in one call, unless a single batch has more. */
const dueRequests = 100_000;
/** Landing rows are removed when this many batches are correlated, or when nothing else is due. */
const sweepEvery = 100;
/** All batches are looked through so often, for those that landed and whose rows are lost. */
const thoroughMs = 600_000;
/** Of which delays are computed. */
const mostRequests = 200_000;
const noDelays = { handshake_age_ms: null, skew_ms: null, lag_ms: null, lag_p95_ms: null };

/** Hands out the batches that are due, has them joined, and keeps what was written right. */
export class CorrelationService {
  private correlatedSinceSweep = sweepEvery;
  private thoroughAt = -Infinity;

  constructor(
    private readonly repository: CorrelationRepository,
    private readonly batches: BatchesRepository,
    private readonly early: EarlyBatches,
    private readonly runs: BatchRuns,
    private readonly lane: Lane,
    private readonly aggregates: Aggregates,
    private readonly repairs: Repair,
    private readonly newest: NewestHours,
    private readonly metrics: CorrelationMetrics,
    private readonly clock: Clock,
    private readonly graceMs: number,
  ) {}

  /** Returns the oldest batches whose grace time is over, and those that have all their handshakes before it is. */
  async due(): Promise<DueBatches> {
    const now = this.clock.now();
    const isThorough = Math.abs(now - this.thoroughAt) >= thoroughMs;
    const accepted = await this.batches.accepted(now, dueLimit, isThorough);
    if (isThorough) this.thoroughAt = now;
    // What came later than now came before the clock was set back.
    const isOver = ({ received_at }: Batch): boolean => Math.abs(now - Date.parse(received_at)) >= this.graceMs;
    const waiting = accepted.filter((batch) => !isOver(batch));
    const batches = [...accepted.filter(isOver), ...(await this.early.complete(waiting, now))];
    if (batches.length === 0 || this.correlatedSinceSweep >= sweepEvery) await this.sweep();
    const items = batches.filter(within(dueRequests)).map(({ batch_id, sensor_id, received_at, good, failures }) => ({
      batch_id,
      sensor_id,
      received_at,
      requests: good,
      failures,
    }));
    return { items };
  }

  /** Writes batches into http_logs, each exactly once whoever runs it and how often. */
  async run(batchIds: readonly string[]): Promise<CorrelationRuns> {
    const runs = await this.runs.run(batchIds);
    this.correlatedSinceSweep += runs.items.length;
    return runs;
  }

  async repair(): Promise<CorrelationRepair> {
    await this.lane.renew();
    const repair = await this.lane.run(() => {
      const now = this.clock.now();
      return this.repairs.run(now, (day) => this.aggregates.rebuild(day, now));
    });
    if (!repair.is_complete) this.metrics.fullRepairs.inc();
    return repair;
  }

  /**
   * Compares an aggregate, the first when none is named, with what it is made of, and rebuilds the days that differ. One at a
   * time, so that batches are joined in between: with tens of millions of requests all of them take minutes.
   *
   * @throws Problem validation-failed when there is no such aggregate
   */
  async verify(name = aggregateTables[0]!.table): Promise<AggregateCheck> {
    const index = aggregateTables.findIndex(({ table }) => table === name);
    const aggregate = aggregateTables[index];
    if (!aggregate)
      throw invalid('query.table', `must be one of ${aggregateTables.map(({ table }) => table).join(', ')}`);
    const comparison = await this.compared(aggregate);
    return { table: aggregate.table, ...comparison, next_table: aggregateTables[index + 1]?.table ?? null };
  }

  /**
   * Fills the aggregates that have nothing of some day, as those have not that a migration made anew. Of the others it reads no row:
   * whether they differ is for the hourly check to find.
   */
  async fill(): Promise<void> {
    for (const aggregate of aggregateTables) {
      const span = await this.aggregates.lacking(aggregate, this.clock.now());
      if (span) await this.compared(aggregate, span);
    }
  }

  private async compared(aggregate: AggregateTable, span?: Span): Promise<Comparison> {
    await this.lane.renew();
    const found = await this.lane.run(() => this.aggregates.verifyTable(aggregate, this.clock.now(), span));
    this.metrics.differentHours.inc(found.different_hours.length);
    return found;
  }

  /** @throws Problem validation-failed when the range is none */
  async report(from: string | undefined, to: string | undefined): Promise<CorrelationReport> {
    const range = hourRange({ from, to }, this.clock.now());
    const [orphans, counts, hours, delays] = await Promise.all([
      this.repository.orphans(range),
      this.repository.sensors(range),
      this.repository.hours(range),
      this.delays(range),
    ]);
    const sensors = counts.map((sensor) => ({ ...noDelays, ...delays.get(sensor.sensor_id), ...sensor }));
    const sum = (key: 'requests' | 'correlated'): number => sensors.reduce((total, sensor) => total + sensor[key], 0);
    const requests = sum('requests');
    const https = requests - (orphans.find(({ reason }) => reason === 'plain_http')?.requests ?? 0);
    return {
      from: isoTime(range.from),
      to: isoTime(range.to),
      requests,
      correlated: sum('correlated'),
      match_rate: https === 0 ? null : sum('correlated') / https,
      orphans,
      sensors,
      hours,
    };
  }

  private async delays(range: TimeRange): Promise<Map<string, SensorDelays>> {
    const newest = await this.newest.requests('correlation.get', range, mostRequests);
    const delays = await this.repository.delays(newest);
    return new Map(delays.map((sensor) => [sensor.sensor_id, sensor]));
  }

  private async sweep(): Promise<void> {
    if (this.correlatedSinceSweep === 0) return;
    this.correlatedSinceSweep = 0;
    const leftovers = await this.repository.leftovers(2 * sweepEvery);
    if (leftovers.length) await this.repository.drop(leftovers);
  }
}

/** True for the first batches that have so many requests together, and for the very first whatever it has. */
function within(requests: number): (batch: Batch, index: number) => boolean {
  let sum = 0;
  return ({ good }, index) => (sum += good) <= requests || index === 0;
}
