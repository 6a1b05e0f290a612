import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { cancelKey, cancelledBy, queuePrefix, redisAddress } from '@ja4-platform/common';
import { UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { answer, bearer, send } from '../testing/calls.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import type { Job, JobPage } from './jobs.types.js';

describe('jobs', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const list = async (query: string): Promise<JobPage> => {
    const response = await api.call(`/v1/jobs?${query}`);
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as JobPage;
  };
  const get = async (id: string): Promise<Job> => {
    const response = await api.call(`/v1/jobs/${encodeURIComponent(id)}`);
    assert.equal(response.status, 200, `${id}: ${await response.clone().text()}`);
    return (await response.json()) as Job;
  };

  const post = (path: string, headers = {}): Promise<Response> =>
    send(api, 'POST', `/v1/jobs/${path}`, undefined, headers);

  /** Runs the jobs that wait on the queue of the bot-detector until `count` retrainings are done. */
  async function work(count: number): Promise<void> {
    const connection = new Redis(redisAddress(process.env.REDIS_URL ?? ''), { maxRetriesPerRequest: null });
    const worker = new Worker<{ requested_by?: string }>(
      'detection',
      async (job) => {
        await job.updateProgress({ progress: 0.5, text: 'half of it' });
        if (job.data.requested_by === 'nobody') throw new Error('no rows to train on\n    at secret (/inside.ts:1)');
        return { rows: 7, nested: { dropped: true } };
      },
      { connection, prefix: queuePrefix(api.context.store.database) },
    );
    let done = 0;
    await new Promise<void>((resolve) => {
      const finish = (job: { name: string } | undefined): void => {
        if (job?.name === 'retrain' && ++done === count) resolve();
      };
      worker.on('completed', finish);
      worker.on('failed', finish);
    });
    await worker.close();
    connection.disconnect();
  }

  it('200 a list, and 404 for what is not there', async () => {
    assert.deepEqual((await list('state=failed')).items, []);
    for (const id of ['x', 'detection:999', 'other:1', 'batch:x', `batch:${crypto.randomUUID()}`]) {
      assert.equal((await api.call(`/v1/jobs/${id}`)).status, 404, id);
    }
  });

  it('200 a job from waiting to its end, without the inside of its failure', async () => {
    const { detection } = api.context.queues;
    await detection.drain();
    const good = await detection.add('retrain', { requested_by: 'someone' });
    const bad = await detection.add('retrain', { requested_by: 'nobody' });
    const waiting = await get(`detection:${good.id}`);
    assert.deepEqual([waiting.state, waiting.progress, waiting.started_at], ['waiting', 0, null]);
    await work(2);
    const completed = await get(`detection:${good.id}`);
    assert.ok(completed.started_at && completed.finished_at && completed.started_at <= completed.finished_at);
    assert.deepEqual(completed, {
      ...waiting,
      state: 'completed',
      progress: 1,
      progress_text: 'half of it',
      attempts: 1,
      started_at: completed.started_at,
      finished_at: completed.finished_at,
      result: { rows: 7 },
    });
    const failed = await get(`detection:${bad.id}`);
    assert.deepEqual(
      [failed.state, failed.progress, failed.failed_reason, failed.result],
      ['failed', 0.5, 'no rows to train on', {}],
    );
    assert.deepEqual((await list('queue=detection&state=failed&name=retrain')).items, [failed]);
  });

  it('200 schedulers’ jobs can be read by their id', async () => {
    const { items } = await list('state=delayed');
    assert.ok(items.length > 0);
    for (const { id, name } of items.filter((item) => item.name !== 'tick')) assert.equal((await get(id)).name, name);
  });

  it('200 batches in quarantine are shown, without what the store said', async () => {
    const batch_id = crypto.randomUUID();
    const received_at = '2026-11-22T14:00:00.000Z';
    const batch = { batch_id, kind: 'http', state: 'quarantined', failures: 5, error: 'Code: 241. DB::Exception' };
    await api.context.store.insert('test', 'ingest_batches', [
      { ...batch, received_at, changed_at: received_at, version: 1 },
    ]);
    const { items } = await list('state=quarantined');
    assert.deepEqual(items, [await get(`batch:${batch_id}`)]);
    const { queue, attempts, failed_reason, created_at } = items[0] as Job;
    assert.deepEqual({ queue, attempts, created_at }, { queue: 'correlation', attempts: 5, created_at: received_at });
    assert.doesNotMatch(failed_reason ?? '', /DB::/);
    assert.equal((await list('queue=detection&state=quarantined')).items.length, 0);
  });

  it('200 newest first, page by page', async () => {
    const { detection } = api.context.queues;
    await detection.addBulk(Array.from({ length: 5 }, () => ({ name: 'retrain', data: { requested_by: 'someone' } })));
    const whole = await list('queue=detection&name=retrain&state=waiting');
    const seen: Job[] = [];
    let cursor = '';
    do {
      const page = await list(`queue=detection&name=retrain&state=waiting&limit=2${cursor}`);
      seen.push(...page.items);
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor);
    assert.equal(seen.length, 5);
    assert.deepEqual(seen, whole.items);
  });

  it('429 when a hundred jobs wait', async () => {
    const jobs = Array.from({ length: 100 }, () => ({ name: 'score', data: {} }));
    await api.context.queues.detection.addBulk(jobs);
    const headers = { 'content-type': 'application/json' };
    const response = await api.call('/v1/scores/run', { method: 'POST', body: '{}', headers });
    assert.equal(response.status, 429);
    await api.context.queues.detection.drain();
  });

  it('202 a failed job runs again, and a waiting one is taken off', async () => {
    const { detection } = api.context.queues;
    const bad = await detection.add('retrain', { requested_by: 'nobody' });
    await answer(post(`detection:${bad.id}/retry`), 409);
    await work(1);
    assert.ok(
      (await list('state=failed&state=quarantined&count=true')).items.some(({ id }) => id === `detection:${bad.id}`),
    );
    const again = await answer<Job>(post(`detection:${bad.id}/retry`), 202);
    assert.equal(again.state, 'waiting');
    const cancelled = await answer<Job>(post(`detection:${bad.id}/cancel`), 202);
    assert.deepEqual([cancelled.state, cancelled.failed_reason], ['cancelled', 'cancelled by made at first start']);
    await answer(api.call(`/v1/jobs/detection:${bad.id}`), 404);
    for (const action of ['retry', 'cancel']) await answer(post(`detection:${bad.id}/${action}`), 404);
  });

  it('202 a running job is told to stop, and ends as cancelled', async () => {
    const { detection } = api.context.queues;
    const job = await detection.add('retrain', { requested_by: 'someone' });
    const id = `detection:${job.id}`;
    const connection = new Redis(redisAddress(process.env.REDIS_URL ?? ''), { maxRetriesPerRequest: null });
    const blocking = connection.duplicate();
    const { database } = api.context.store;
    let isTold = (_: string): void => undefined;
    const told = new Promise<string>((resolve) => (isTold = resolve));
    const worker = new Worker(
      'detection',
      async (running) => {
        if (running.id !== job.id) return;
        await answer(post(`${id}/cancel`), 202);
        const by = (await connection.get(cancelKey(database, 'detection', String(job.id)))) ?? '';
        isTold(by);
        throw new UnrecoverableError(cancelledBy(by));
      },
      { connection: blocking, prefix: queuePrefix(database) },
    );
    const ended = once(worker, 'failed');
    assert.equal(await told, 'made at first start');
    await ended;
    await worker.close();
    for (const each of [connection, blocking]) each.disconnect();
    assert.equal((await get(id)).state, 'cancelled');
    assert.ok((await list('state=cancelled')).items.some((item) => item.id === id));
    assert.ok(!(await list('state=failed')).items.some((item) => item.id === id));
    await answer(post(`${id}/cancel`), 409);
    assert.equal((await answer<Job>(post(`${id}/retry`), 202)).state, 'waiting');
    await detection.drain();
  });

  it('202 a batch in quarantine is let go, as one that may be written in part', async () => {
    const { items } = await list('state=quarantined');
    const { id } = items[0]!;
    await answer(post(`${id}/cancel`), 409);
    assert.equal((await answer<Job>(post(`${id}/retry`), 202)).state, 'waiting');
    assert.deepEqual((await list('state=quarantined')).items, []);
    const sql = 'SELECT state, failures FROM ingest_batches FINAL WHERE batch_id = {id:UUID}';
    const rows = await api.context.store.rows('test', sql, { id: id.slice('batch:'.length) });
    assert.deepEqual(rows, [{ state: 'accepted', failures: 1 }]);
  });

  it('409 a job of a schedule cannot be cancelled; 403 without the scope', async () => {
    const { items } = await list('queue=correlation&name=repair');
    await answer(post(`${items[0]!.id}/cancel`), 409);
    const reader = bearer(await api.key({ name: 'reader', kind: 'reader' }));
    for (const action of ['retry', 'cancel']) await answer(post(`${items[0]!.id}/${action}`, reader), 403);
  });

  it('4xx names what is wrong', async () => {
    assert.equal((await api.call('/v1/jobs?queue=other')).status, 422);
    assert.equal((await api.call('/v1/jobs?state=lost')).status, 422);
    assert.equal((await api.call('/v1/jobs?cursor=x')).status, 400);
  });
});
