import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ScoringTask } from './score.worker.js';

/** More would take the processor from ingest on a machine that does everything. */
const MAX_THREADS = 4;
const SLICE_ROWS = 8192;

/** Threads that compute path lengths for one forest. They keep no process alive; `close` ends them. */
export class ScoringThreads {
  readonly #width: number;
  readonly #threads: Worker[];
  readonly #closing = new AbortController();
  /** One set of rows at a time: a thread answers in the order it was asked. */
  #previous: Promise<unknown> = Promise.resolve();

  constructor(task: ScoringTask) {
    this.#width = task.columns.length;
    this.#threads = Array.from({ length: Math.min(availableParallelism(), MAX_THREADS) }, () => {
      const thread = new Worker(new URL('./score.worker.js', import.meta.url), { workerData: task });
      thread.unref();
      return thread;
    });
  }

  /**
   * Mean path length over the trees of each row of `values`. Memory beyond `values` is a slice of rows for each thread.
   *
   * @throws Error of a thread that failed, or AbortError when closed meanwhile
   */
  pathLengths(values: Float64Array): Promise<Float64Array> {
    const result = this.#previous.then(() => this.#shared(values));
    this.#previous = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  async #shared(values: Float64Array): Promise<Float64Array> {
    const rows = values.length / this.#width;
    const lengths = new Float64Array(rows);
    let next = 0;
    const work = async (thread: Worker): Promise<void> => {
      while (next < rows) {
        const from = next;
        next += SLICE_ROWS;
        const slice = values.slice(from * this.#width, next * this.#width);
        const answer = once(thread, 'message', { signal: this.#closing.signal });
        thread.postMessage(slice, [slice.buffer]);
        const [found] = (await answer) as [Float64Array];
        lengths.set(found, from);
      }
    };
    await Promise.all(this.#threads.map(work));
    return lengths;
  }
}
