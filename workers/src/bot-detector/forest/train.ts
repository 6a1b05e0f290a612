import { learnColumns, type Column, type FeatureMatrix } from './columns.js';
import type { TreeCode } from './compile.js';
import { TrainingRefusedError } from './errors.js';
import type { Samples } from './grow.worker.js';
import { sampleIndexes, seededRandom } from './random.js';
import { Threads, type Question } from './threads.js';

export interface TrainingTask extends FeatureMatrix {
  readonly trees: number;
  readonly sampleSize: number;
  readonly seed: number;
  /** What is known of the features from more rows than these; learnt from these when absent. */
  readonly columns?: readonly Column[] | undefined;
}

export interface TrainingResult {
  readonly columns: readonly Column[];
  readonly code: TreeCode;
  readonly sampleSize: number;
}

type GrowingThreads = Threads<Samples, TreeCode>;

const TREES_AT_ONCE = 10;
/** The library leaves much behind that is garbage at once; a larger nursery halves what collecting it takes. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };
/** Threads that have just grown trees grow the next in half the time: their code is compiled by then. */
const KEPT_WARM_MS = 120_000;

let warm: GrowingThreads | undefined;
let cooling: NodeJS.Timeout | undefined;

/** So many threads; by default one for each processor. */
export function growingThreads(count?: number): GrowingThreads {
  return new Threads(new URL('./grow.worker.js', import.meta.url), { resourceLimits }, count);
}

/** Ends the warm threads, at once or when nothing was trained for a while. */
function cool(afterMs: number): void {
  clearTimeout(cooling);
  cooling = setTimeout(() => {
    void warm?.close();
    warm = undefined;
  }, afterMs).unref();
}

/**
 * Learns the columns here and grows the trees in threads of their own, so that health checks go on and Math.random of
 * this thread stays what it is. Only the sub-samples go over to them. `onProgress` gets the number of trees grown.
 *
 * @throws TrainingRefusedError with fewer than two rows or when no feature varies.
 */
export async function trained(
  task: TrainingTask,
  onProgress: (trees: number) => void,
  threads = (warm ??= growingThreads()),
): Promise<TrainingResult> {
  const width = task.features.length;
  const rows = width ? task.values.length / width : 0;
  if (rows < 2) throw new TrainingRefusedError(`a forest needs at least two rows, got ${rows}`);
  const columns = task.columns ?? learnColumns(task);
  if (columns.every(({ dropped }) => dropped)) {
    throw new TrainingRefusedError(`none of the ${width} features varies in ${rows} rows`);
  }
  const sampleSize = Math.min(task.sampleSize, rows);
  const codes: TreeCode[] = [];
  let done = false;
  let grown = 0;
  clearTimeout(cooling);
  try {
    await threads.ask(samples({ ...task, sampleSize }, columns), (code, number) => {
      codes[number] = code;
      grown += Math.min(TREES_AT_ONCE, task.trees - number * TREES_AT_ONCE);
      onProgress(grown);
    });
    done = true;
  } finally {
    // Of threads one of which has failed, the next training gets none.
    cool(done ? KEPT_WARM_MS : 0);
  }
  return { columns, code: joined(codes), sampleSize };
}

/** The sub-samples of all trees, some trees at a time. A tree draws by its own number, so it is the same in any thread. */
function* samples(
  { values, trees, sampleSize, seed }: TrainingTask,
  columns: readonly Column[],
): Generator<Question<Samples>> {
  const width = columns.length;
  for (let first = 0; first < trees; first += TREES_AT_ONCE) {
    const count = Math.min(TREES_AT_ONCE, trees - first);
    const picked = new Float64Array(count * sampleSize * width);
    let at = 0;
    for (let tree = first; tree < first + count; tree++) {
      for (const row of sampleIndexes(values.length / width, sampleSize, seededRandom(seed, 2 * tree))) {
        for (let cell = row * width; cell < (row + 1) * width; cell++) picked[at++] = values[cell]!;
      }
    }
    const seeds = Array.from({ length: count }, (_, index) => [seed, 2 * (first + index) + 1] as const);
    yield { asked: { columns, values: picked, sampleSize, seeds }, transfer: [picked.buffer] };
  }
}

function joined(codes: readonly TreeCode[]): TreeCode {
  const all = <T extends Uint16Array | Float32Array>(empty: (length: number) => T, of: (code: TreeCode) => T): T => {
    const result = empty(codes.reduce((sum, code) => sum + of(code).length, 0));
    let at = 0;
    for (const code of codes) {
      result.set(of(code), at);
      at += of(code).length;
    }
    return result;
  };
  return {
    splits: all(
      (length) => new Uint16Array(length),
      ({ splits }) => splits,
    ),
    thresholds: all(
      (length) => new Float32Array(length),
      ({ thresholds }) => thresholds,
    ),
    leafRows: all(
      (length) => new Uint16Array(length),
      ({ leafRows }) => leafRows,
    ),
  };
}
