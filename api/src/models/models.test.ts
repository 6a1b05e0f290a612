import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { JobAccepted } from '../jobs/jobs.types.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import type { Model, ModelPage, NewModel } from './models.types.js';

function newModel(artifact: string): NewModel {
  return {
    algorithm: 'isolation-forest',
    feature_version: 1,
    features: ['requests', 'gap_median'],
    parameters: { trees: 300 },
    metrics: { anomaly_rate: 0.011 },
    thresholds: { high: 0.66 },
    trained_from: '2026-11-15T00:00:00Z',
    trained_to: '2026-11-22T00:00:00Z',
    rows: 21050,
    seed: 7,
    checksum: createHash('sha256').update(artifact).digest('hex'),
    artifact,
  };
}

describe('models', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:00:00Z');
  let api: Harness;
  let worker: Record<string, string>;
  before(async () => {
    api = await startHarness({ now: () => now });
    worker = { authorization: `Bearer ${await api.key({ name: 'workers', kind: 'worker' })}` };
  });
  after(() => api.close());
  beforeEach(() => {
    now += 1000;
  });

  const post = (path: string, body: unknown, headers = worker): Promise<Response> =>
    api.call(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const create = async (artifact: string): Promise<Model> => {
    now += 1000;
    const response = await post('/v1/models', newModel(artifact));
    assert.equal(response.status, 201, await response.clone().text());
    return (await response.json()) as Model;
  };
  const list = async (query: string): Promise<ModelPage> => {
    const response = await api.call(`/v1/models?${query}`);
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as ModelPage;
  };

  it('200 an empty list from an empty database', async () => {
    assert.deepEqual(await list('count=true'), { items: [], next_cursor: null, total: 0 });
    for (const path of ['x', crypto.randomUUID(), `${crypto.randomUUID()}/artifact`]) {
      assert.equal((await api.call(`/v1/models/${path}`)).status, 404);
    }
    assert.equal((await post(`/v1/models/${crypto.randomUUID()}/promote`, undefined)).status, 404);
  });

  it('201 a model is a candidate and keeps its artifact to the byte', async () => {
    const artifact = JSON.stringify({ trees: Array.from({ length: 50_000 }, (_, index) => index / 3), text: 'é"\\' });
    const model = await create(artifact);
    const { artifact: _, ...sent } = newModel(artifact);
    assert.deepEqual(model, {
      ...sent,
      model_id: model.model_id,
      state: 'candidate',
      trained_from: '2026-11-15T00:00:00.000Z',
      trained_to: '2026-11-22T00:00:00.000Z',
      artifact_bytes: Buffer.byteLength(artifact),
      created_at: new Date(now).toISOString(),
      created_by: 'workers',
      parent_id: null,
      promoted_at: null,
      replaced_id: null,
    });
    const response = await api.call(`/v1/models/${model.model_id}/artifact`);
    assert.deepEqual(await response.json(), { model_id: model.model_id, checksum: sent.checksum, artifact });
  });

  it('200 promoting leaves exactly one champion, also back and again', async () => {
    const [first, second] = [await create('first'), await create('second')];
    for (const { model_id } of [first, second, first, first]) {
      const response = await post(`/v1/models/${model_id}/promote`, undefined);
      assert.equal(response.status, 200, await response.clone().text());
      const promoted = (await response.json()) as Model;
      assert.deepEqual([promoted.state, promoted.promoted_at], ['champion', new Date(now).toISOString()]);
      assert.deepEqual((await list('state=champion')).items, [promoted]);
    }
    assert.deepEqual(
      (await list('state=retired')).items.map(({ model_id }) => model_id),
      [second.model_id],
    );
    const artifact = await api.call(`/v1/models/${first.model_id}/artifact`);
    assert.equal(((await artifact.json()) as { artifact: string }).artifact, 'first');
  });

  it('200 newest first, page by page', async () => {
    const whole = await list('count=true');
    assert.equal(whole.total, 3);
    const seen: Model[] = [];
    let cursor = '';
    do {
      const page = await list(`limit=1${cursor}`);
      seen.push(...page.items);
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor);
    assert.deepEqual(seen, whole.items);
    assert.ok(seen.every(({ created_at }, index) => created_at <= (seen[index - 1]?.created_at ?? created_at)));
    assert.equal((await list('algorithm=other&count=true')).total, 0);
  });

  it('202 retraining is a job that says who asked', async () => {
    const response = await api.call('/v1/models/retrain', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(response.status, 202, await response.clone().text());
    const { job_id } = (await response.json()) as JobAccepted;
    const job = await api.context.queues.detection.getJob(job_id.slice('detection:'.length));
    assert.equal(job?.name, 'retrain');
    assert.equal(typeof (job.data as { requested_by?: unknown }).requested_by, 'string');
  });

  it('4xx names what is wrong', async () => {
    const wrong: [Partial<NewModel>, RegExp][] = [
      [{ checksum: '0'.repeat(64) }, /checksum/],
      [{ checksum: 'x' }, /checksum/],
      [{ trained_from: 'once' }, /trained_from/],
      [{ metrics: { auc: 'high' } as unknown as NewModel['metrics'] }, /metrics/],
      [{ rows: -1 }, /rows/],
      [{ rows: 2 ** 53 }, /rows/],
      [{ seed: 1e20 }, /seed/],
      [{ feature_version: -1 }, /feature_version/],
    ];
    for (const [different, location] of wrong) {
      const response = await post('/v1/models', { ...newModel('x'), ...different });
      assert.equal(response.status, 422, JSON.stringify(different));
      assert.match(await response.text(), location);
    }
    assert.equal((await api.call('/v1/models?state=best')).status, 422);
    assert.equal((await api.call('/v1/models?cursor=x')).status, 400);
    assert.equal((await post('/v1/models/retrain', {})).status, 403);
  });
});
