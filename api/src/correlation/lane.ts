import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../context.js';
import { landedRequests } from '../events/batches.repository.js';
import { StoreUnavailable } from '../store/errors.js';
import { isAbandoned, isStaging } from './staging.js';
import type { Store } from '../store/store.js';
import { touch } from '../store/touch.js';

/** The right to write http_logs: the greatest (epoch, holder) ever written to correlation_lanes has it. */
export interface Turn {
  readonly epoch: number;
  readonly holder: string;
}

/** A turn that was taken here. */
export interface HeldTurn extends Turn {
  /** Since this time (milliseconds) nobody else has written, nor an earlier turn of this process. */
  readonly since: number;
}

/** Another process has the lane now: what was under way here wrote nothing more. */
export class LaneLost extends StoreUnavailable {}

const operation = 'correlation.lane';
const joinsInTurn = 2 ** 20;
/** Numbers that one piece of work may still take when the turn is about to end: far more than it asks for. */
const joinsInReserve = 10_000;
const pollMs = 50;
/** How often who waits says that its staging table is not abandoned. */
const touchMs = 5000;
/** No statement of the join may run longer, so nobody needs to wait longer for one. */
export const joinLimitSeconds = 60;

/**
 * One join at a time over all processes, so that a `join_no` is only ever followed by greater ones and a reader that has
 * seen N never misses a row of N or before.
 *
 * In one process it is a queue. Between processes it is a turn that is taken by appending to correlation_lanes: whoever
 * wrote the greatest (epoch, holder) has it, whatever the order of reads and writes was, so no lock with a lease is
 * needed and none can be left behind by a process that was killed. Two things make it a fence:
 *
 * - every join statement carries `turn = the greatest turn` as a condition that ClickHouse evaluates itself. A process
 *   that lost its turn, or was stopped for an hour between two lines of code, writes nothing;
 * - who takes the turn then waits until no statement of another holder runs any more. Such a statement was registered in
 *   system.processes before it evaluated the condition, so it either shows there or meets the new turn.
 *
 * The statements that rebuild an aggregate carry no condition: ALTER ... REPLACE PARTITION takes none. So they need a staging
 * table, and whoever takes the turn waits until there is none: see {@link keepOut}.
 *
 * Work that fails ends the turn, since a statement whose answer was lost may still run: the next turn waits for it as for
 * those of others. A killed process leaves batches without their state `correlated`. So whoever holds a turn knows: what
 * was accepted after it began and has not failed since was never written by anyone; everything else has to be looked at,
 * and stands still meanwhile. `join_no` is epoch * 2^20 + a counter: it never goes back.
 */
export class Lane {
  private readonly holder = randomUUID();
  private turn: HeldTurn | undefined;
  private joins = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** The turn this process has as far as it knows; nothing when the next work has to take one. */
  get epoch(): number | undefined {
    return this.turn?.epoch;
  }

  /** Runs `work` when nothing else of this process is in the lane; it may write under the turn it is given. */
  run<T>(work: (turn: HeldTurn) => Promise<T>): Promise<T> {
    const result = this.last.then(async () => work((this.turn ??= await this.take())));
    this.last = result.catch(() => (this.turn = undefined));
    return result;
  }

  /**
   * Has no other process join until a staging table is gone that the caller made. Who took the turn before it was there is
   * overtaken here, and a join of theirs waited for; who takes it later waits for the table. Only inside {@link run}.
   */
  readonly keepOut = async (staging: string): Promise<void> => {
    if (this.turn && (await this.isHeld(this.turn))) return;
    this.turn = await this.take(staging);
    await touch(this.store, operation, staging);
  };

  /** Gives up a turn that another process has taken since: the next work takes one of its own. Outside {@link run}. */
  async renew(): Promise<void> {
    await this.run((turn) => this.isHeld(turn));
  }

  /** Returns the first of so many numbers for the next joins; only inside {@link run}. */
  nextJoinNo({ epoch }: Turn, count = 1): number {
    const first = epoch * joinsInTurn + this.joins + 1;
    this.joins += count;
    // The next turn begins with the next run, long before the numbers of this one are used up.
    if (this.joins >= joinsInTurn - joinsInReserve) this.turn = undefined;
    return first;
  }

  /** True while the turn is still the greatest; forgets it otherwise. */
  async isHeld(turn: Turn): Promise<boolean> {
    const { epoch, holder } = await this.greatest();
    const held = epoch === turn.epoch && holder === turn.holder;
    if (!held) this.turn = undefined;
    return held;
  }

  /** @throws LaneLost when a statement of this turn may have written nothing */
  async mustHold(turn: Turn): Promise<void> {
    if (!(await this.isHeld(turn))) throw new LaneLost(new Error('another process took the lane'));
  }

  /** @param own staging table that is not waited for */
  private async take(own = ''): Promise<HeldTurn> {
    const turn: Turn = { epoch: (await this.greatest()).epoch + 1, holder: this.holder };
    await this.store.insert(operation, 'correlation_lanes', [{ lane: 'join', turn }]);
    await this.mustHold(turn);
    this.joins = 0;
    for (let waited = 0; ; waited += pollMs) {
      const { joins, rebuilds } = await this.othersRunning(turn, own);
      if (joins + rebuilds === 0) break;
      // Two who rebuild must not wait for each other: who was overtaken gives up its table.
      if (own && joins === 0) await this.mustHold(turn);
      if (waited > joinLimitSeconds * 2000)
        throw new StoreUnavailable(new Error('a join or rebuild of others goes on'));
      if (own && waited % touchMs === 0) await touch(this.store, operation, own);
      await sleep(pollMs);
    }
    // Another holder of the same epoch may have had its moment before this turn was written.
    if (await this.isUsed(turn)) return this.take(own);
    return { ...turn, since: Math.max(this.clock.now(), await this.newestChange()) };
  }

  /** When the last batch changed that still waits, in milliseconds: later than now where a clock was set back meanwhile. */
  private async newestChange(): Promise<number> {
    const sql = `SELECT toUnixTimestamp64Milli(max(changed_at)) AS newest FROM ingest_batches
      WHERE state = 'accepted' AND ${landedRequests}`;
    return (await this.store.rows<{ newest: number }>(operation, sql))[0]?.newest ?? 0;
  }

  private async greatest(): Promise<Turn> {
    const sql = `SELECT max(turn) AS greatest FROM correlation_lanes WHERE lane = 'join'`;
    const [row] = await this.store.rows<{ greatest: Turn }>(operation, sql);
    return row?.greatest ?? { epoch: 0, holder: '' };
  }

  private async isUsed({ epoch }: Turn): Promise<boolean> {
    const sql = 'SELECT toBool(count() > 0) AS used FROM http_logs WHERE join_no > {first:UInt64}';
    const params = { first: epoch * joinsInTurn };
    return (await this.store.rows<{ used: boolean }>(operation, sql, params))[0]?.used === true;
  }

  /** Joins of other turns, and rebuilds but the caller's own. */
  private async othersRunning(turn: Turn, own: string): Promise<{ joins: number; rebuilds: number }> {
    const sql = `SELECT (SELECT count() FROM system.processes
        WHERE startsWith(query, {start:String}) AND position(query, {turn:String}) = 0) AS joins,
      (SELECT count() FROM system.tables WHERE database = {database:String} AND ${isStaging} AND name != {own:String}
        AND NOT ${isAbandoned}) AS rebuilds`;
    const { database } = this.store;
    const params = { start: laneStatementStart(database), turn: textOf(turn), database, own };
    return (await this.store.rows<{ joins: number; rebuilds: number }>(operation, sql, params))[0]!;
  }
}

/** How each statement begins that writes http_logs; {@link Lane} finds those of others by it. */
export function laneStatementStart(database: string): string {
  return `INSERT INTO ${database}.http_logs`;
}

/** SQL that is true while the turn is the greatest. The turn stands in it as text, so that system.processes shows it. */
export function turnIsHeld(database: string, turn: Turn): string {
  return `(SELECT max(turn) FROM ${database}.correlation_lanes WHERE lane = 'join') = ${textOf(turn)}`;
}

function textOf({ epoch, holder }: Turn): string {
  return `(${epoch}, '${holder}')`;
}
