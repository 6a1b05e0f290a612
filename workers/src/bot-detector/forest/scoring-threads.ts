import type { ScoringTask } from './score.worker.js';
import { Threads, type Question } from './threads.js';

const SLICE_ROWS = 8192;

/** Threads that compute path lengths for one forest. */
export class ScoringThreads {
  readonly #width: number;
  readonly #threads: Threads<Float64Array, Float64Array>;

  constructor(task: ScoringTask) {
    this.#width = task.columns.length;
    this.#threads = new Threads(new URL('./score.worker.js', import.meta.url), { workerData: task });
  }

  /**
   * Mean path length over the trees of each row of `values`. Memory beyond `values` is a slice of rows for each thread.
   *
   * @throws Error of a thread that failed, or AbortError when closed meanwhile
   */
  async pathLengths(values: Float64Array): Promise<Float64Array> {
    const lengths = new Float64Array(values.length / this.#width);
    await this.#threads.ask(this.#slices(values), (found, slice) => lengths.set(found, slice * SLICE_ROWS));
    return lengths;
  }

  /** Ends the threads. */
  close(): Promise<void> {
    return this.#threads.close();
  }

  *#slices(values: Float64Array): Generator<Question<Float64Array>> {
    const step = SLICE_ROWS * this.#width;
    for (let from = 0; from < values.length; from += step) {
      const asked = values.slice(from, from + step);
      yield { asked, transfer: [asked.buffer] };
    }
  }
}
