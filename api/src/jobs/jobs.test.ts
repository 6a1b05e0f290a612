import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { queuePrefix, redisAddress } from '@ja4-platform/common';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
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
    const jobs = Array.from({ length: 100 }, () => ({ name: 'retrain', data: { requested_by: 'someone' } }));
    await api.context.queues.detection.addBulk(jobs);
    const headers = { 'content-type': 'application/json' };
    const response = await api.call('/v1/models/retrain', { method: 'POST', body: '{}', headers });
    assert.equal(response.status, 429);
    await api.context.queues.detection.drain();
  });

  it('4xx names what is wrong', async () => {
    assert.equal((await api.call('/v1/jobs?queue=other')).status, 422);
    assert.equal((await api.call('/v1/jobs?state=lost')).status, 422);
    assert.equal((await api.call('/v1/jobs?cursor=x')).status, 400);
  });
});
