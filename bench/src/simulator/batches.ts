import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BatchTask, TrafficBatch } from './batches.worker.js';

/** The traffic of a scenario in batches that an API takes, made in a thread while the batch before is being sent. */
export async function* trafficBatches(task: BatchTask): AsyncGenerator<TrafficBatch> {
  const thread = new Worker(new URL('./batches.worker.js', import.meta.url), { workerData: task });
  const next = async (): Promise<TrafficBatch | undefined> => {
    const answer = once(thread, 'message');
    thread.postMessage('next');
    return ((await answer) as [TrafficBatch | undefined])[0];
  };
  try {
    for (let coming = next(), batch = await coming; batch; batch = await coming) {
      coming = next();
      yield batch;
    }
  } finally {
    await thread.terminate();
  }
}
