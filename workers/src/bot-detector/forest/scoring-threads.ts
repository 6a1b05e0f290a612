import type { ScoringTask } from './score.worker.js';
import { Threads, type Question } from './threads.js';

const SLICE_ROWS = 8192;

/**
 * The lengths of the paths of many rows in one forest, found by threads that end with it. Memory beyond `values` is a slice
 * of rows for each thread.
 *
 * @throws Error of a thread that failed
 */
export async function threadedPathLengths(task: ScoringTask, values: Float64Array): Promise<Float64Array> {
  const width = task.columns.length;
  const lengths = new Float64Array(values.length / width);
  const program = new URL('./score.worker.js', import.meta.url);
  const threads = new Threads<Float64Array, Float64Array>(program, { workerData: task });
  try {
    await threads.ask(slices(values, SLICE_ROWS * width), (found, slice) => lengths.set(found, slice * SLICE_ROWS));
  } finally {
    await threads.close();
  }
  return lengths;
}

function* slices(values: Float64Array, step: number): Generator<Question<Float64Array>> {
  for (let from = 0; from < values.length; from += step) {
    const asked = values.slice(from, from + step);
    yield { asked, transfer: [asked.buffer] };
  }
}
