import type { Clock } from '../context.js';
import { Problem } from '../http/problem.js';
import { isoTime, timeRange } from '../http/time-range.js';
import type { Batch, BatchesRepository } from '../events/batches.repository.js';
import { StoreUnavailable } from '../store/errors.js';
import type { Aggregates } from './aggregates.js';
import type { CorrelationMetrics } from './correlation.metrics.js';
import type { CorrelationRepository, Joined, TimedBatch } from './correlation.repository.js';
import type {
  AggregateCheck,
  CorrelationRepair,
  CorrelationReport,
  CorrelationRun,
  DueBatches,
} from './correlation.types.js';
import type { EarlyBatches } from './early.js';
import { LaneLost, type Lane, type Turn } from './lane.js';
import type { Repair } from './repair.js';

const dueLimit = 100;
const failuresToQuarantine = 5;
/** A token can outlive the rows it stood for when ClickHouse is killed; the missing ones then go under the next token. */
const maxTokens = 5;
/** Landing rows are removed when this many batches are correlated, or when nothing else is due. */
const sweepEvery = 100;

/** Runs the join of one batch after the other, and keeps what it wrote right. */
export class CorrelationService {
  private correlatedSinceSweep = sweepEvery;

  constructor(
    private readonly repository: CorrelationRepository,
    private readonly batches: BatchesRepository,
    private readonly early: EarlyBatches,
    private readonly lane: Lane,
    private readonly aggregates: Aggregates,
    private readonly repairs: Repair,
    private readonly metrics: CorrelationMetrics,
    private readonly clock: Clock,
    private readonly graceMs: number,
  ) {}

  /** Returns the oldest batches whose grace time is over, and those that have all their handshakes before it is. */
  async due(): Promise<DueBatches> {
    const now = this.clock.now();
    const accepted = await this.batches.accepted(dueLimit);
    const isOver = (batch: Batch): boolean => Date.parse(batch.received_at) <= now - this.graceMs;
    const waiting = accepted.filter((batch) => !isOver(batch));
    const batches = [...accepted.filter(isOver), ...(await this.early.complete(waiting, now))];
    if (batches.length === 0 || this.correlatedSinceSweep >= sweepEvery) await this.sweep();
    const items = batches.map(({ batch_id, sensor_id, received_at, good, failures }) => ({
      batch_id,
      sensor_id,
      received_at,
      requests: good,
      failures,
    }));
    return { items };
  }

  /**
   * Writes a batch into http_logs, exactly once whoever runs it and how often.
   *
   * @throws Problem not-found; conflict when it is in quarantine; internal when the join failed, and that was counted
   */
  async run(batchId: string): Promise<CorrelationRun> {
    try {
      return await this.attempt(batchId);
    } catch (error) {
      if (!(error instanceof LaneLost)) throw error;
      return this.attempt(batchId);
    }
  }

  repair(): Promise<CorrelationRepair> {
    return this.lane.run(async () => {
      const { repaired, days } = await this.repairs.run(this.clock.now());
      for (const day of days) await this.aggregates.rebuild(day);
      return { repaired, rebuilt_days: days };
    });
  }

  /** Compares the aggregates with http_logs and rebuilds the days that differ. */
  verify(): Promise<AggregateCheck> {
    return this.lane.run(async () => {
      const check = await this.aggregates.verify(this.clock.now());
      this.metrics.differentHours.inc(check.different_hours.length);
      return check;
    });
  }

  /** @throws Problem validation-failed when the range is none */
  async report(from: string | undefined, to: string | undefined): Promise<CorrelationReport> {
    const range = timeRange({ from, to }, this.clock.now());
    const [orphans, sensors] = await Promise.all([this.repository.orphans(range), this.repository.sensors(range)]);
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
    };
  }

  private attempt(batchId: string): Promise<CorrelationRun> {
    return this.lane.run(async (turn) => {
      const batch = await this.batches.find(batchId);
      if (batch?.kind !== 'http' || batch.state === 'pending') {
        throw new Problem('not-found', 'There is no accepted batch of requests with this id.');
      }
      if (batch.state === 'quarantined')
        throw new Problem('conflict', 'The batch failed five times and is in quarantine; /v1/jobs shows it.');
      if (batch.state === 'correlated') return runOf(batch);
      try {
        return await this.correlate(batch as TimedBatch, turn);
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        await this.countFailure(batch, error);
        throw new Problem('internal', 'The batch could not be correlated; the log says why.', { cause: error });
      }
    });
  }

  private async correlate(batch: TimedBatch, turn: Turn): Promise<CorrelationRun> {
    const joinNo = this.lane.nextJoinNo(turn);
    await this.repository.join(batch, turn, joinNo, batch.batch_id, false);
    let joined = await this.repository.joined(joinNo);
    if (joined.requests !== batch.good) joined = await this.complete(batch, turn, joinNo);
    const correlated: Batch = {
      ...batch,
      state: 'correlated',
      join_no: joinNo,
      matched: joined.matched,
      error: '',
      changed_at: new Date(this.clock.now()).toISOString(),
      version: batch.version + 1,
    };
    await this.batches.save(correlated);
    this.correlatedSinceSweep++;
    this.metrics.count(joined);
    return runOf(correlated);
  }

  /**
   * A run that did not write the whole batch: an earlier one did and was killed before it could say so, or rows were
   * lost under their token. Leaves every row there once, and the aggregates of its hours right.
   */
  private async complete(batch: TimedBatch, turn: Turn, joinNo: number): Promise<Joined> {
    if (!(await this.lane.isHeld(turn))) throw new LaneLost(new Error('another process took the lane'));
    let joined = await this.repository.joinedOf(batch);
    for (let token = 2; joined.requests < batch.good && token <= maxTokens; token++) {
      await this.repository.join(batch, turn, joinNo, `${batch.batch_id}#${token}`, true);
      joined = await this.repository.joinedOf(batch);
    }
    if (joined.requests !== batch.good) {
      throw new Error(`batch ${batch.batch_id}: ${joined.requests} of ${batch.good} requests are in http_logs`);
    }
    await this.aggregates.verify(this.clock.now());
    return joined;
  }

  private async countFailure(batch: Batch, error: unknown): Promise<void> {
    const failures = batch.failures + 1;
    this.metrics.failures.inc();
    await this.batches.save({
      ...batch,
      state: failures >= failuresToQuarantine ? 'quarantined' : 'accepted',
      failures,
      error: (error instanceof Error ? error.message : String(error)).slice(0, 1000),
      changed_at: new Date(this.clock.now()).toISOString(),
      version: batch.version + 1,
    });
  }

  private async sweep(): Promise<void> {
    if (this.correlatedSinceSweep === 0) return;
    this.correlatedSinceSweep = 0;
    const leftovers = await this.repository.leftovers(2 * sweepEvery);
    if (leftovers.length) await this.repository.drop(leftovers);
  }
}

function runOf({ batch_id, join_no, good, matched }: Batch): CorrelationRun {
  return { batch_id, state: 'correlated', join_no, requests: good, matched };
}
