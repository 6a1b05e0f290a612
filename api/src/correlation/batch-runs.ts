import { beginning, type Logger } from '@ja4-platform/common';
import type { Clock } from '../context.js';
import type { Batch, BatchesRepository } from '../events/batches.repository.js';
import { lacksMemory, ReadTooHeavy, StoreUnavailable, WriteTooHeavy } from '../store/errors.js';
import type { AcceptedHere } from './accepted-here.js';
import type { Aggregates } from './aggregates.js';
import type { CorrelationMetrics } from './correlation.metrics.js';
import {
  everything,
  spanOf,
  type CorrelationRepository,
  type Joined,
  type TimedBatch,
} from './correlation.repository.js';
import type { CorrelationRun, CorrelationRuns, FailedRun } from './correlation.types.js';
import { groupsOf, GroupSize } from './groups.js';
import { LaneLost, type HeldTurn, type Lane, type Turn } from './lane.js';

const failuresToQuarantine = 5;
/**
 * A batch whose join has not the memory goes in slices of its requests, in smaller ones when it still has not: each request may
 * bring the 50 KB of a handshake with it, and a batch has 50,000.
 */
const moreSlices = 8;
const mostSlices = 64;
/** The first may find that its turn is over, and another process may want the next one at the same moment. */
const maxAttempts = 3;
/** How far the clocks of the processes that accept batches may be apart. */
const clockSkewMs = 60_000;

/** What is there of a group, and the number of the first of its batches; the others have the next ones. */
interface Written {
  readonly joinNo: number;
  readonly joined: readonly Joined[];
}

/**
 * Writes batches into http_logs, exactly once whoever runs them, how often, and whatever is killed meanwhile.
 *
 * Batches go in groups, since most of what the join of one batch costs ClickHouse is understanding the statement. Which
 * batches were a group is written nowhere. Instead each batch is either fresh: accepted under this turn of the lane and
 * never tried, so that no row of it can be there; or doubtful: an earlier turn or a failed run may have written all of
 * it, some of it or nothing, and may have fed the view or not. What is there of doubtful batches is looked at, only what
 * is missing is written, and the aggregates of their hours are compared before the batches count as correlated.
 */
export class BatchRuns {
  private readonly size = new GroupSize();

  constructor(
    private readonly repository: CorrelationRepository,
    private readonly batches: BatchesRepository,
    private readonly lane: Lane,
    private readonly acceptedHere: AcceptedHere,
    private readonly aggregates: Aggregates,
    private readonly metrics: CorrelationMetrics,
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  /** Runs the batches that still need it; those that were run before are among the results. */
  async run(batchIds: readonly string[]): Promise<CorrelationRuns> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(batchIds);
      } catch (error) {
        if (!(error instanceof LaneLost) || attempt === maxAttempts) throw error;
      }
    }
  }

  private attempt(batchIds: readonly string[]): Promise<CorrelationRuns> {
    return this.lane.run(async (turn) => {
      const found = new Map((await this.batches.findAll(batchIds)).map((batch) => [batch.batch_id, batch]));
      const runs: CorrelationRuns = { items: [], failed: [] };
      const fresh: TimedBatch[] = [];
      const doubtful: TimedBatch[] = [];
      for (const batch_id of new Set(batchIds)) {
        const batch = found.get(batch_id);
        if (batch?.kind !== 'http' || batch.state === 'pending') {
          runs.failed.push({ batch_id, detail: 'There is no accepted batch of requests with this id.' });
        } else if (batch.state === 'quarantined') {
          runs.failed.push({ batch_id, detail: 'It failed five times and is in quarantine; /v1/jobs shows it.' });
        } else if (batch.state === 'correlated') runs.items.push(runOf(batch));
        else (this.isFresh(batch, turn) ? fresh : doubtful).push(batch as TimedBatch);
      }
      for (const group of groupsOf(doubtful, this.size.batches)) await this.bounded(group, turn, true, runs);
      for (const group of groupsOf(fresh, this.size.batches)) await this.bounded(group, turn, false, runs);
      return runs;
    });
  }

  /** True when no row of the batch can be there. */
  private isFresh({ batch_id, failures, changed_at }: Batch, { epoch, since }: HeldTurn): boolean {
    if (failures > 0) return false;
    return this.acceptedHere.take(batch_id, epoch) || Date.parse(changed_at) > since + clockSkewMs;
  }

  /** Runs a group; what is too large for the memory there is goes in smaller groups next time. */
  private async bounded(
    group: readonly TimedBatch[],
    turn: Turn,
    isDoubtful: boolean,
    runs: CorrelationRuns,
  ): Promise<void> {
    try {
      await this.group(group, turn, isDoubtful, runs);
      this.size.grow();
    } catch (error) {
      this.size.shrink();
      throw error;
    }
  }

  private async group(
    group: readonly TimedBatch[],
    turn: Turn,
    isDoubtful: boolean,
    runs: CorrelationRuns,
  ): Promise<void> {
    let written: Written;
    try {
      written = isDoubtful ? await this.complete(group, turn) : await this.write(group, turn);
    } catch (error) {
      await this.failed(group, turn, isDoubtful, runs, error);
      return;
    }
    const { joinNo, joined } = written;
    const done: { batch: Batch; joined: Joined }[] = [];
    const short: TimedBatch[] = [];
    for (const [index, batch] of group.entries()) {
      const here = joined[index]!;
      if (here.requests === batch.good)
        done.push({ batch: this.correlated(batch, joinNo + index, here), joined: here });
      else if (!isDoubtful) short.push(batch);
      else {
        const error = new Error(`${here.requests} of ${batch.good} requests are in http_logs`);
        runs.failed.push(await this.countFailure(batch, error));
      }
    }
    // Saved at once, they are one insert: readers see the whole group.
    await Promise.all(done.map(({ batch }) => this.batches.save(batch)));
    for (const { batch, joined: here } of done) {
      this.metrics.count(here);
      runs.items.push(runOf(batch));
    }
    if (short.length) await this.group(short, turn, true, runs);
  }

  /**
   * One bad batch spoils its group: alone, it is the only one that fails. What is wrong with the store is no failure of a batch, but
   * for what goes over the limits of a statement even alone: it would come back as the oldest each time, and nothing after it.
   *
   * @throws what is wrong with the store, also when it takes too long to say what is there: the batch rests, and all others wait
   */
  private async failed(
    group: readonly TimedBatch[],
    turn: Turn,
    isDoubtful: boolean,
    runs: CorrelationRuns,
    error: unknown,
  ): Promise<void> {
    const [batch] = group as [TimedBatch];
    const isAlone = group.length === 1;
    const isHeavy = error instanceof WriteTooHeavy || error instanceof ReadTooHeavy;
    if (error instanceof StoreUnavailable && !(isHeavy && isAlone)) throw error;
    if (!isAlone) for (const each of group) await this.group([each], turn, true, runs);
    // What the statement wrote until then is looked at.
    else if (lacksMemory(error) && !isDoubtful) await this.group(group, turn, true, runs);
    else runs.failed.push(await this.countFailure(batch, isHeavy ? error.cause : error));
    if (error instanceof ReadTooHeavy) throw error;
  }

  /** Writes batches of which nothing is there. */
  private async write(group: readonly TimedBatch[], turn: Turn): Promise<Written> {
    const joinNo = this.lane.nextJoinNo(turn, group.length);
    await this.repository.join(group, turn, joinNo, everything);
    const joined = await this.repository.joinedBy(group, joinNo);
    if (!areWhole(group, joined)) await this.lane.mustHold(turn);
    return { joinNo, joined };
  }

  /** Writes what is missing of batches, and leaves the aggregates of their hours right. */
  private async complete(group: readonly TimedBatch[], turn: Turn): Promise<Written> {
    await this.lane.mustHold(turn);
    let joinNo = this.lane.nextJoinNo(turn, group.length);
    let joined = await this.repository.joinedOf(group);
    if (!areWhole(group, joined)) {
      joinNo = await this.joinMissing(group, turn, joinNo);
      joined = await this.repository.joinedOf(group);
      await this.lane.mustHold(turn);
    }
    await this.aggregates.verify(this.clock.now(), spanOf(group));
    return { joinNo, joined };
  }

  /** Returns the number under which the first batch counts: none of its requests has a greater one. */
  private async joinMissing(group: readonly TimedBatch[], turn: Turn, joinNo: number): Promise<number> {
    for (let slices = 1; ; slices *= moreSlices) {
      const first = slices === 1 ? joinNo : this.lane.nextJoinNo(turn, slices);
      try {
        for (let slice = 0; slice < slices; slice++) {
          await this.repository.join(group, turn, first + slice, { onlyMissing: true, slice, slices });
        }
        return first + slices - 1;
      } catch (error) {
        if (!lacksMemory(error) || group.length > 1 || slices === mostSlices) throw error;
      }
    }
  }

  private correlated(batch: Batch, joinNo: number, { matched }: Joined): Batch {
    return { ...this.changed(batch), state: 'correlated', join_no: joinNo, matched, error: '' };
  }

  private async countFailure(batch: Batch, error: unknown): Promise<FailedRun> {
    const { batch_id } = batch;
    const failures = batch.failures + 1;
    this.metrics.failures.inc();
    this.logger.error({ batch_id, failures, err: error }, 'a batch could not be correlated');
    await this.batches.save({
      ...this.changed(batch),
      state: failures >= failuresToQuarantine ? 'quarantined' : 'accepted',
      failures,
      error: beginning(error instanceof Error ? error.message : String(error), 1000),
    });
    return { batch_id, detail: 'It could not be correlated; the log says why.' };
  }

  private changed(batch: Batch): Batch {
    return { ...batch, changed_at: new Date(this.clock.now()).toISOString(), version: batch.version + 1 };
  }
}

function areWhole(group: readonly TimedBatch[], joined: readonly Joined[]): boolean {
  return group.every(({ good }, index) => good === joined[index]!.requests);
}

function runOf({ batch_id, join_no, good, matched }: Batch): CorrelationRun {
  return { batch_id, state: 'correlated', join_no, requests: good, matched };
}
