import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from './job.js';
import { Lane, type Finished } from './lane.js';
import { loadNative, type Connection, type Native } from './native.js';
import { cancelled, Pool, type PoolLimits } from './pool.js';

export interface EngineOptions extends PoolLimits {
  /** The data directory; one process at a time may own it. */
  path: string;
  /** Statements that run at once. */
  lanes: number;
  /** Engine arguments, as `clickhouse local` takes them. */
  args: readonly string[];
  /** Called when a killed statement does not end: its lane is lost, and with every lane lost nothing runs any more. */
  onStuck: (error: Error) => void;
}

/** Marks a statement in system.processes so that it can be killed; without a query cache it means nothing else. */
const marker = 'query_cache_tag';
const killIntervalMs = 50;
const stuckMs = 30_000;

/** ClickHouse in this process: a fixed number of lanes and a bounded line of those who wait for one. */
export class Engine {
  readonly #lanes: Pool<Lane>;
  readonly version: string;
  readonly timezone: string;
  #controlled: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: EngineOptions,
    private readonly native: Native,
    /** Stays open so that the engine outlives the connections of the lanes; runs nothing long. */
    private readonly control: Connection,
    about: string,
  ) {
    [this.version = '', this.timezone = ''] = about.trim().split('\t');
    this.#lanes = new Pool(options);
  }

  /** Opens the data directory, which it creates if absent. @throws when another process has it open */
  static async open(options: EngineOptions): Promise<Engine> {
    const native = loadNative();
    const control = native.CreateConnection(options.path, options.args);
    const about = await native.QueryAsyncConnection(control, 'SELECT version(), timezone()', 'TabSeparated');
    const engine = new Engine(options, native, control, Buffer.from(about.bytes).toString());
    await Promise.all(Array.from({ length: options.lanes }, () => engine.#addLane()));
    return engine;
  }

  async #addLane(): Promise<void> {
    const lane = new Lane({ path: this.options.path, args: this.options.args });
    lane.ended.catch(() => undefined);
    await lane.ready();
    this.#lanes.give(lane);
  }

  /** The control connection runs one statement at a time, too. */
  #kill(mark: string): Promise<void> {
    const sql = `KILL QUERY WHERE Settings['${marker}'] = '${mark}' ASYNC`;
    const killed = this.#controlled.then(async () => {
      await this.native.QueryAsyncConnection(this.control, sql, 'Null');
    });
    this.#controlled = killed.catch(() => undefined);
    return killed;
  }

  /**
   * Runs a job and yields its output. An abort takes a waiting job out of the line and kills a running one: the engine
   * stops, and the iterator throws QUERY_WAS_CANCELLED.
   *
   * @param signal none for a statement that runs to its end whoever waits for it
   * @throws ClickHouseException of the statement, or code 202 when too many wait
   */
  async *execute(job: Job, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, Finished> {
    const lane = await this.#lanes.take(priorityOf(job), signal);
    if (signal?.aborted) {
      this.#lanes.give(lane);
      throw cancelled();
    }
    const mark = randomUUID();
    let running = true;
    let limit: NodeJS.Timeout | undefined;
    // A statement that is still being parsed is not in system.processes yet, so one KILL may miss it; and one that
    // fails is followed by the next.
    const killUntilItEnds = async (): Promise<void> => {
      for (; running; await sleep(killIntervalMs)) await this.#kill(mark).catch(() => undefined);
    };
    const onAbort = (): void => {
      limit = setTimeout(() => this.options.onStuck(new Error(`a killed statement did not end: ${job.sql}`)), stuckMs);
      void killUntilItEnds();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return yield* lane.run({ ...job, changes: [[marker, mark], ...job.changes] });
    } finally {
      running = false;
      clearTimeout(limit);
      signal?.removeEventListener('abort', onAbort);
      void this.#renew(lane);
    }
  }

  async #renew(lane: Lane): Promise<void> {
    try {
      await lane.ready();
      this.#lanes.give(lane);
    } catch {
      this.#lanes.lose(lane);
      await this.#addLane();
    }
  }

  /** Ends every lane as it becomes idle, then the engine. Nothing may be executed after this is called. */
  async close(): Promise<void> {
    for (let open = this.options.lanes; open > 0; open--) {
      await (await this.#lanes.take(0, undefined)).close();
    }
    await this.#controlled;
    this.native.CloseConnection(this.control);
  }
}

/** The setting `priority`: 0, the first of all, without one. */
function priorityOf({ changes }: Job): number {
  return Number(changes.find(([name]) => name === 'priority')?.[1] ?? 0);
}
