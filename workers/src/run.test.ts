import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { createLogger, queuePrefix, redisAddress } from '@ja4-platform/common';
import { Queue, QueueEvents, type Job } from 'bullmq';
import { Redis } from 'ioredis';
import { createMetrics } from './metrics.js';
import { runWorkers, type Handlers, type RunningWorkers } from './run.js';

const redisUrl = process.env.REDIS_URL;
const skip = redisUrl ? false : 'needs REDIS_URL: run `npm test`';
const database = `test_workers_${process.pid}`;

let connection: Redis;
let queue: Queue;
let events: QueueEvents;
let workers: RunningWorkers;
const metrics = createMetrics();
let tickFails = false;

const handlers: Handlers = {
  correlation: {
    tick: () => (tickFails ? Promise.reject(new Error('the API is away')) : Promise.resolve({ batches: 3, failed: 0 })),
    repair: () => Promise.resolve({}),
  },
  detection: {
    score: async ({ from }, { report }) => {
      await report(0.5, 'half');
      return { rows: 7, from: from ?? '' };
    },
    retrain: async (_, { stopping }) => {
      // The job shows as active before its handler runs, so the signal may be there first.
      if (!stopping.aborted) await once(stopping, 'abort');
      return { stopped: true };
    },
  },
};

before(async () => {
  if (!redisUrl) return;
  connection = new Redis(redisAddress(redisUrl), { maxRetriesPerRequest: null });
  const options = { connection, prefix: queuePrefix(database) };
  queue = new Queue('detection', options);
  events = new QueueEvents('detection', options);
  await events.waitUntilReady();
  workers = runWorkers(connection, database, handlers, metrics, createLogger('test', 'error'));
});

after(async () => {
  if (!redisUrl) return;
  await queue.obliterate({ force: true });
  await Promise.all([queue.close(), events.close()]);
  connection.disconnect();
});

const count = async (name: string): Promise<string[]> =>
  (await metrics.registry.getSingleMetricAsString(name)).split('\n').filter((line) => !line.startsWith('#'));

test('a job gets its payload, shows progress, and its numbers are counted', { skip }, async () => {
  const job = await queue.add('score', { from: '2026-11-22T00:00:00Z' });
  assert.deepEqual(await job.waitUntilFinished(events), { rows: 7, from: '2026-11-22T00:00:00Z' });
  const stored = (await queue.getJob(job.id!)) as Job;
  assert.deepEqual(stored.progress, { progress: 0.5, text: 'half' });
  assert.deepEqual(await count('ja4_workers_items_total'), [
    'ja4_workers_items_total{queue="detection",job="score",item="rows"} 7',
  ]);
});

test('a job that nobody handles fails once and says so', { skip }, async () => {
  const job = await queue.add('unknown', {}, { attempts: 5 });
  await assert.rejects(job.waitUntilFinished(events), /no handler for unknown of the queue detection/);
  assert.equal(((await queue.getJob(job.id!)) as Job).attemptsMade, 1);
});

test('a failing handler fails its job with its message, and the next job still runs', { skip }, async () => {
  const options = { connection, prefix: queuePrefix(database) };
  const ticks = new Queue('correlation', options);
  const tickEvents = new QueueEvents('correlation', options);
  await tickEvents.waitUntilReady();
  try {
    tickFails = true;
    await assert.rejects((await ticks.add('tick', {})).waitUntilFinished(tickEvents), /the API is away/);
    tickFails = false;
    assert.deepEqual(await (await ticks.add('tick', {})).waitUntilFinished(tickEvents), { batches: 3, failed: 0 });
    assert.deepEqual((await count('ja4_workers_jobs_total')).slice(-2), [
      'ja4_workers_jobs_total{queue="correlation",job="tick",outcome="failed"} 1',
      'ja4_workers_jobs_total{queue="correlation",job="tick",outcome="completed"} 1',
    ]);
  } finally {
    await ticks.obliterate({ force: true });
    await Promise.all([ticks.close(), tickEvents.close()]);
  }
});

test('closing tells running jobs and waits for them', { skip }, async () => {
  const active = new Promise((resolve) => events.once('active', resolve));
  const job = await queue.add('retrain', { requested_by: 'test' });
  await active;
  await workers.close(10_000);
  assert.deepEqual(await job.waitUntilFinished(events), { stopped: true });
});
