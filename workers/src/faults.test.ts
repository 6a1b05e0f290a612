import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createLogger, queuePrefix, redisAddress } from '@ja4-platform/common';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { createMetrics } from './metrics.js';
import { runWorkers, type Handlers } from './run.js';
import { eventually } from './testing/eventually.js';

const redisUrl = process.env.REDIS_URL;
const skip = redisUrl ? false : 'needs REDIS_URL: run `npm test`';
const logger = createLogger('test', 'error');

/** Handlers that note the retrainings they did, by job. */
function noting(done: string[]): Handlers {
  const nothing = (): Promise<Record<string, never>> => Promise.resolve({});
  const retrain = (_: unknown, { id }: { id: string }): Promise<Record<string, never>> => {
    done.push(id);
    return Promise.resolve({});
  };
  return { correlation: { tick: nothing, repair: nothing }, detection: { score: nothing, evaluate: nothing, retrain } };
}

test('the job of a worker that was killed in mid-train is taken over and done once', { skip }, async () => {
  const database = `test_killed_${process.pid}`;
  const connection = new Redis(redisAddress(redisUrl!), { maxRetriesPerRequest: null });
  const queue = new Queue('detection', { connection, prefix: queuePrefix(database) });
  const program = fileURLToPath(new URL('./testing/hanging-worker.js', import.meta.url));
  const child = spawn(process.execPath, [program, database], { stdio: ['ignore', 'pipe', 'inherit'] });
  const done: string[] = [];
  try {
    const { id } = await queue.add('retrain', { requested_by: 'test' });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    assert.equal(String(line), `training detection:${id}\n`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const workers = runWorkers(connection, database, noting(done), createMetrics(), logger);
    await eventually('the job', async () => ((await queue.getJobState(id!)) === 'completed' ? true : undefined));
    assert.deepEqual(done, [`detection:${id}`]);
    await workers.close(1000);
  } finally {
    child.kill('SIGKILL');
    await queue.obliterate({ force: true });
    await queue.close();
    connection.disconnect();
  }
});

test('a Redis that was restarted, and has forgotten everything, is worked for again', { skip }, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ja4-redis-'));
  const socket = join(directory, 'r.sock');
  const start = async (): Promise<ChildProcess> => {
    const options = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', directory];
    const child = spawn('redis-server', options, { stdio: 'ignore' });
    await eventually('Redis', () => Promise.resolve(existsSync(socket) ? true : undefined));
    return child;
  };
  let redis = await start();
  const connection = new Redis(socket, { maxRetriesPerRequest: null, retryStrategy: () => 100 });
  connection.on('error', () => undefined);
  const queue = new Queue('detection', { connection, prefix: queuePrefix('restarted') });
  queue.on('error', () => undefined);
  const done: string[] = [];
  const workers = runWorkers(connection, 'restarted', noting(done), createMetrics(), logger);
  const doneAfter = async (): Promise<void> => {
    const before = done.length;
    await queue.add('retrain', {});
    await eventually('the job', () => Promise.resolve(done.length > before ? true : undefined));
  };
  try {
    await doneAfter();
    redis.kill('SIGKILL');
    await once(redis, 'exit');
    await rm(socket, { force: true });
    redis = await start();
    await doneAfter();
    assert.equal(done.length, 2);
  } finally {
    await workers.close(1000);
    connection.disconnect();
    redis.kill('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  }
});
