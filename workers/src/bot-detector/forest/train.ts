import { Worker } from 'node:worker_threads';
import { TrainingRefusedError } from './errors.js';
import type { TrainingMessage, TrainingTask } from './train.worker.js';

/** The library leaves much behind that is garbage at once; a larger nursery halves what collecting it takes. */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

export type TrainingResult = Extract<TrainingMessage, { code: unknown }>;

/**
 * Learns the columns and grows the trees in a thread of its own, so that health checks go on and Math.random of this
 * thread stays what it is. `onProgress` gets the number of trees grown.
 *
 * @throws TrainingRefusedError with fewer than two rows or when no feature varies.
 */
export async function trained(task: TrainingTask, onProgress: (trees: number) => void): Promise<TrainingResult> {
  const rows = task.features.length ? task.values.length / task.features.length : 0;
  if (rows < 2) throw new TrainingRefusedError(`a forest needs at least two rows, got ${rows}`);
  const thread = new Worker(new URL('./train.worker.js', import.meta.url), { workerData: task, resourceLimits });
  const result = await new Promise<TrainingResult>((resolve, reject) => {
    thread.on('message', (message: TrainingMessage) => {
      if ('code' in message) resolve(message);
      else onProgress(message.grown);
    });
    thread.on('error', reject);
    thread.on('exit', (code) => reject(new Error(`the training thread ended with code ${code} and no result`)));
  });
  if (!result.code.splits.length) {
    throw new TrainingRefusedError(`none of the ${task.features.length} features varies in ${rows} rows`);
  }
  return result;
}
