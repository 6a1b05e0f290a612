import { IsolationForest, type LibraryNode } from 'ml-isolation-forest';
import { sampleIndexes, seededRandom } from './random.js';

/** Rows of prepared values, row-major. */
export interface PreparedRows {
  readonly width: number;
  readonly values: Float64Array;
}

/** Runs `work` with Math.random replaced; only for synchronous work in a thread of its own. */
function withRandom<T>(random: () => number, work: () => T): T {
  const original = Math.random;
  Math.random = random;
  try {
    return work();
  } finally {
    Math.random = original;
  }
}

/**
 * Grows one tree on a sub-sample of `rows`. The library draws from the global Math.random and knows neither seed nor
 * sub-sample, so both are given to it from outside.
 */
export function grownTree(
  { width, values }: PreparedRows,
  sampleSize: number,
  seed: number,
  tree: number,
): LibraryNode {
  const random = seededRandom(seed, tree);
  const sample = sampleIndexes(values.length / width, sampleSize, random).map((row) =>
    Array.from(values.subarray(row * width, (row + 1) * width)),
  );
  const library = new IsolationForest({ nEstimators: 1 });
  withRandom(random, () => library.train(sample));
  return library.forest[0]!;
}
