import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { cancelKey, createLogger, queuePrefix, redisAddress } from '@ja4-platform/common';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { createMetrics } from './metrics.js';
import { runWorkers, type Handlers, type RunningWorkers } from './run.js';
import { eventually } from './testing/eventually.js';

const redisUrl = process.env.REDIS_URL;
const skip = redisUrl ? false : 'needs REDIS_URL: run `npm test`';
const database = `test_run_${process.pid}`;

let connection: Redis;
let queues: { correlation: Queue; detection: Queue };
let workers: RunningWorkers;
const metrics = createMetrics();
let tickFails = false;

const handlers: Handlers = {
  correlation: {
    tick: () => (tickFails ? Promise.reject(new Error('the API is away')) : Promise.resolve({ batches: 3, failed: 0 })),
    repair: () => Promise.resolve({}),
  },
  detection: {
    score: async ({ from }, { report, cancelled }) => {
      await report(0.5, 'half');
      if (from === 'until cancelled') {
        if (!cancelled.aborted) await once(cancelled, 'abort');
        cancelled.throwIfAborted();
      }
      return { rows: 7, from: from ?? '' };
    },
    evaluate: () => Promise.resolve({}),
    retrain: async (_, { stopping }) => {
      // The job shows as active before its handler runs, so the signal may be there first.
      if (!stopping.aborted) await once(stopping, 'abort');
      return { stopped: true };
    },
  },
};

before(() => {
  if (!redisUrl) return;
  connection = new Redis(redisAddress(redisUrl), { maxRetriesPerRequest: null });
  const options = { connection, prefix: queuePrefix(database) };
  queues = { correlation: new Queue('correlation', options), detection: new Queue('detection', options) };
  workers = runWorkers(connection, database, handlers, metrics, createLogger('test', 'error'));
});

after(async () => {
  if (!redisUrl) return;
  await workers.close(1000);
  for (const queue of Object.values(queues)) {
    await queue.obliterate({ force: true });
    await queue.close();
  }
  connection.disconnect();
});

/** Adds a job and gives it back when it has ended. */
async function ended(queue: Queue, name: string, data = {}, options = {}) {
  const { id } = await queue.add(name, data, options);
  return eventually(`job ${id}`, async () => {
    const job = await queue.getJob(id!);
    return job?.finishedOn === undefined ? undefined : job;
  });
}

const count = async (name: string): Promise<string[]> =>
  (await metrics.registry.getSingleMetricAsString(name)).split('\n').filter((line) => !line.startsWith('#'));

test('a job gets its payload, shows progress, and its numbers are counted', { skip }, async () => {
  const job = await ended(queues.detection, 'score', { from: '2026-11-22T00:00:00Z' });
  assert.deepEqual(job.returnvalue, { rows: 7, from: '2026-11-22T00:00:00Z' });
  assert.deepEqual(job.progress, { progress: 0.5, text: 'half' });
  assert.deepEqual(await count('ja4_workers_items_total'), [
    'ja4_workers_items_total{queue="detection",job="score",item="rows"} 7',
  ]);
});

test('a job that nobody handles fails once and says so', { skip }, async () => {
  const job = await ended(queues.detection, 'unknown', {}, { attempts: 5 });
  assert.equal(job.failedReason, 'no handler for unknown of the queue detection');
  assert.equal(job.attemptsMade, 1);
});

test('a failing handler fails its job with its message, and the next job still runs', { skip }, async () => {
  tickFails = true;
  assert.equal((await ended(queues.correlation, 'tick')).failedReason, 'the API is away');
  tickFails = false;
  assert.deepEqual((await ended(queues.correlation, 'tick')).returnvalue, { batches: 3, failed: 0 });
  assert.deepEqual((await count('ja4_workers_jobs_total')).slice(-2), [
    'ja4_workers_jobs_total{queue="correlation",job="tick",outcome="failed"} 1',
    'ja4_workers_jobs_total{queue="correlation",job="tick",outcome="completed"} 1',
  ]);
});

test('a job that was cancelled ends as failed by whoever did it, and is not run again', { skip }, async () => {
  const job = await queues.detection.add('score', { from: 'until cancelled' }, { attempts: 3 });
  await connection.set(cancelKey(database, 'detection', String(job.id)), 'ana', 'EX', 60);
  const failed = await eventually('cancelled', async () => {
    const found = await queues.detection.getJob(String(job.id));
    return (await found?.isFailed()) ? found : undefined;
  });
  assert.deepEqual([failed.failedReason, failed.attemptsMade], ['cancelled by ana', 1]);
});

test('closing tells running jobs and waits for them', { skip }, async () => {
  const job = await queues.detection.add('retrain', { requested_by: 'test' });
  await eventually('the job to begin', async () => ((await job.isActive()) ? true : undefined));
  await workers.close(10_000);
  assert.deepEqual((await queues.detection.getJob(job.id!))?.returnvalue, { stopped: true });
});
