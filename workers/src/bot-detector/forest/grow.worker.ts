import { parentPort } from 'node:worker_threads';
import { preparedRows, type Column } from './columns.js';
import { compileTrees } from './compile.js';
import { grownTree } from './grow.js';
import { seededRandom } from './random.js';

/** Sub-samples to grow trees on, one after the other: rows of all columns. */
export interface Samples {
  readonly columns: readonly Column[];
  readonly values: Float64Array<ArrayBuffer>;
  readonly sampleSize: number;
  /** Seed and stream of each tree. */
  readonly seeds: readonly (readonly [seed: number, stream: number])[];
}

// Sub-samples come in, the code of their trees goes out, in the order they came.
parentPort!.on('message', ({ columns, values, sampleSize, seeds }: Samples) => {
  const trees = seeds.map(([seed, stream], at) => {
    const rows = preparedRows(columns, values, at * sampleSize, (at + 1) * sampleSize);
    return grownTree(rows, sampleSize, seededRandom(seed, stream));
  });
  const code = compileTrees(trees, Math.ceil(Math.log2(sampleSize)));
  parentPort!.postMessage(code);
});
