import { parentPort, workerData } from 'node:worker_threads';
import { learnColumns, type Column, type FeatureMatrix } from './columns.js';
import { compileTrees, type TreeCode } from './compile.js';
import { grownTree, type GrownTree } from './grow.js';

/** What the training thread is given. */
export interface TrainingTask extends FeatureMatrix {
  readonly trees: number;
  readonly sampleSize: number;
  readonly seed: number;
}

/** What it sends: the number of trees grown so far, at last the result. */
export type TrainingMessage =
  { readonly grown: number } | { readonly columns: Column[]; readonly code: TreeCode; readonly sampleSize: number };

const PROGRESS_EVERY = 25;

function* grownTrees(task: TrainingTask, columns: readonly Column[], sampleSize: number): Generator<GrownTree> {
  if (columns.every(({ dropped }) => dropped)) return;
  for (let tree = 0; tree < task.trees; tree++) {
    yield grownTree(columns, task.values, sampleSize, task.seed, tree);
    if ((tree + 1) % PROGRESS_EVERY === 0) send({ grown: tree + 1 });
  }
}

const send = (message: TrainingMessage): void => parentPort!.postMessage(message);

const task = workerData as TrainingTask;
const columns = learnColumns(task);
const sampleSize = Math.min(task.sampleSize, task.values.length / task.features.length);
const code = compileTrees(grownTrees(task, columns, sampleSize), Math.ceil(Math.log2(sampleSize)));
send({ columns, code, sampleSize });
