import { parentPort, workerData } from 'node:worker_threads';
import { preparedRows, type Column } from './columns.js';
import type { TreeCode } from './compile.js';
import { cutPaths } from './outside.js';
import { Trees } from './trees.js';

/** What a scoring thread is made with. */
export interface ScoringTask {
  readonly columns: readonly Column[];
  readonly code: TreeCode;
}

const { columns, code } = workerData as ScoringTask;
const trees = new Trees(code);
const width = columns.filter(({ dropped }) => !dropped).length;

// Rows of all columns come in, the lengths of their paths go out, in the order they came.
parentPort!.on('message', (values: Float64Array<ArrayBuffer>) => {
  const prepared = preparedRows(columns, values, 0, values.length / columns.length);
  const lengths = trees.pathLengths(prepared, width);
  cutPaths(lengths, columns, values);
  parentPort!.postMessage(lengths, [lengths.buffer]);
});
