import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { message, sentence } from '@ja4-platform/common';
import { after, before, beforeEach, describe, test } from 'node:test';
import { answer, bearer, send, withoutRedis } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { ModelDecisionPage, ModelLineage } from './decisions.types.js';
import type { DriftMeasure, DriftPage, DriftWritten, ScoreDistribution } from './drift.types.js';
import type { Model } from './models.types.js';

describe('decisions about models, and their drift', { skip: skipWithoutServices }, () => {
  let now = Date.parse('2026-11-22T15:00:00Z');
  let api: Harness;
  let worker: Record<string, string>;
  before(async () => {
    api = await startHarness({ now: () => now });
    worker = bearer(await api.key({ name: 'workers', kind: 'worker' }));
  });
  after(() => api.close());
  beforeEach(() => {
    now += 60_000;
  });

  const read = <T>(path: string): Promise<T> => answer(api.call(`/v1/${path}`), 200);
  const post = (path: string, body?: object, headers = {}): Promise<Response> =>
    send(api, 'POST', `/v1/${path}`, body, headers);
  const create = (artifact: string, algorithm = 'isolation-forest'): Promise<Model> => {
    now += 1000;
    const model = {
      ...{ algorithm, feature_version: 1, features: ['requests'], parameters: {}, metrics: { anomaly_rate: 0.01 } },
      ...{
        thresholds: {},
        trained_from: '2026-11-15T00:00:00Z',
        trained_to: '2026-11-22T00:00:00Z',
        rows: 10,
        seed: 7,
      },
      ...{ checksum: createHash('sha256').update(artifact).digest('hex'), artifact },
    };
    return answer(post('models', model, worker), 201);
  };
  const promote = async (model: Model, reason?: string): Promise<Model> => {
    now += 1000;
    return answer(post(`models/${model.model_id}/promote`, reason === undefined ? undefined : { reason }), 200);
  };
  const rollBack = (body = {}): Promise<Response> => post('models/roll-back', body);
  const decisions = async (query: string): Promise<string[]> => {
    const { items } = await read<ModelDecisionPage>(`model-decisions?${query}`);
    return items.map(({ decision }) => decision);
  };

  test('an empty platform has no decisions and nothing to go back to', async () => {
    assert.deepEqual(await read('model-decisions?count=true'), { items: [], next_cursor: null, total: 0 });
    await answer(rollBack(), 409);
    const id = crypto.randomUUID();
    for (const path of ['drift', 'lineage', 'distribution']) await answer(api.call(`/v1/models/${id}/${path}`), 404);
  });

  test('200: rolling back goes to the champion before, and again to the one before that', async () => {
    const [a, b, c] = [await create('a'), await create('b'), await create('c')];
    const other = await promote(await create('http only', 'isolation-forest-http'));
    for (const model of [a, b, c]) await promote(model, 'better');
    assert.equal((await read<Model>(`models/${b.model_id}`)).replaced_id, a.model_id);
    now += 1000;
    assert.equal((await answer<Model>(rollBack({ reason: 'flood' }), 200)).model_id, b.model_id);
    now += 1000;
    assert.equal((await answer<Model>(rollBack(), 200)).model_id, a.model_id);
    await answer(rollBack(), 409);
    const champions = await read<{ items: Model[] }>('models?state=champion');
    assert.deepEqual(champions.items.map(({ model_id }) => model_id).sort(), [a.model_id, other.model_id].sort());
    const [last] = (await read<ModelDecisionPage>(`model-decisions?model_id=${c.model_id}`)).items;
    assert.deepEqual([last?.decision, last?.reason, last?.decided_by], ['rolled_back', 'flood', 'made at first start']);
    assert.deepEqual(await decisions(`model_id=${c.model_id}`), ['rolled_back', 'promoted', 'created']);
    assert.deepEqual(await decisions(`model_id=${b.model_id}&decision=retired`), ['retired']);
  });

  test('201: gates decide what a model is; a champion is decided about by promoting another', async () => {
    const model = await create('challenger');
    const decide = (id: string, decision: string): Promise<Response> =>
      post(`models/${id}/decisions`, { decision, reason: 'canaries', measures: { canary_recall: 0.7 } }, worker);
    assert.equal((await answer<Model>(decide(model.model_id, 'shadowed'), 201)).state, 'shadow');
    assert.equal((await answer<Model>(decide(model.model_id, 'refused'), 201)).state, 'refused');
    assert.equal((await read<{ items: Model[] }>('models?state=refused')).items[0]?.model_id, model.model_id);
    await answer(decide(model.parent_id ?? '', 'refused'), 409);
    await answer(decide(crypto.randomUUID(), 'refused'), 404);
    await answer(decide(model.model_id, 'promoted'), 422);
    const { items } = await read<ModelDecisionPage>('model-decisions?decision=refused&decided_by=workers');
    assert.deepEqual(items[0]?.measures, { canary_recall: 0.7 });
    assert.deepEqual(items[0].messages, []);
  });

  test('201: what gates say is told by its parts too', async () => {
    const model = await create('in parts');
    const rate = { share: 0.0249, rows: 5000, target: 0.01 };
    const reason = `${sentence('decision.rate', rate)}; ${sentence('decision.trees')}`;
    now += 1000;
    await answer(post(`models/${model.model_id}/decisions`, { decision: 'refused', reason }, worker), 201);
    const [last] = (await read<ModelDecisionPage>(`model-decisions?model_id=${model.model_id}`)).items;
    assert.equal(last?.reason, reason);
    assert.deepEqual(last.messages, [message('decision.rate', rate), message('decision.trees')]);
  });

  test('200: lineage goes from a model to those it was to beat', async () => {
    const parent = await promote(await create('parent'));
    const [child, sibling] = [await create('child'), await create('sibling')];
    await promote(child);
    const grandchild = await create('grandchild');
    const { ancestors } = await read<ModelLineage>(`models/${grandchild.model_id}/lineage`);
    assert.deepEqual(
      ancestors.slice(0, 2).map(({ model_id }) => model_id),
      [child.model_id, parent.model_id],
    );
    const { children } = await read<ModelLineage>(`models/${parent.model_id}/lineage`);
    assert.deepEqual(
      children.map(({ model_id }) => model_id),
      [sibling.model_id, child.model_id],
    );
  });

  test('201: drift is written, replaced by its window and feature, filtered and paged', async () => {
    const { model_id } = await create('drifting');
    const measure = (feature: string, value: number, scope = ''): DriftMeasure => ({
      ...{ window_from: '2026-11-21T14:00:00Z', window_to: '2026-11-22T14:00:00Z', feature, scope },
      ...{ method: 'psi', value, threshold: 0.25, rows: 100 },
    });
    const write = (...items: DriftMeasure[]): Promise<Response> => post(`models/${model_id}/drift`, { items }, worker);
    const list = (query: string): Promise<DriftPage> => read(`models/${model_id}/drift?${query}`);
    assert.deepEqual(await list('count=true'), { items: [], next_cursor: null, total: 0 });
    await answer(write(measure('requests', 0.1)), 201);
    now += 1000;
    const items = [measure('requests', 0.3), measure('', 0.2), measure('', 0.5, 'ja4:t13d'), measure('posts', 0)];
    assert.deepEqual(await answer<DriftWritten>(write(...items), 201), { written: 4, drifted: 2 });
    const unmerged = await list('count=true');
    assert.equal(unmerged.total, 4);
    const { store } = api.context;
    await store.command('test', `OPTIMIZE TABLE ${store.database}.model_drift FINAL`);
    assert.deepEqual(await list('count=true'), unmerged);
    assert.deepEqual(
      (await list('drifted=true')).items.map(({ value }) => value),
      [0.3, 0.5],
    );
    assert.deepEqual(
      (await list('feature=&scope=')).items.map(({ value }) => value),
      [0.2],
    );
    assert.equal((await list('scope=ja4:*')).items.length, 1);
    assert.equal((await list('method=ks')).items.length, 0);
    const first = await list('limit=3');
    const rest = await list(`limit=3&cursor=${first.next_cursor}`);
    assert.deepEqual([...first.items, ...rest.items], unmerged.items);
    await answer(write({ ...measure('x', 1), window_from: '2026-11-23T00:00:00Z' }), 422);
    await answer(write({ ...measure('x', 1), rows: 2 ** 53 }), 422);
    await answer(post(`models/${crypto.randomUUID()}/drift`, { items: [measure('x', 1)] }, worker), 404);
    await answer(
      post(
        `models/${model_id}/drift`,
        { items: [measure('x', 1)] },
        bearer(await api.key({ name: 'r', kind: 'reader' })),
      ),
      403,
    );
    await answer(api.call(`/v1/models/${model_id}/drift?cursor=x`), 400);
    await answer(api.call(`/v1/models/${model_id}/drift?from=-1h&to=-2h`), 422);
  });

  test('200: the distribution of scores, also of a model that has scored nothing', async () => {
    const { model_id } = await create('scoring');
    const path = `models/${model_id}/distribution?from=2026-11-22T00:00:00Z&buckets=10`;
    const empty = await read<ScoreDistribution>(path);
    assert.deepEqual([empty.rows, empty.quantiles, empty.buckets.length], [0, {}, 10]);
    const item = { hour: '2026-11-22T14:00:00Z', ja4: '', host: 'h', requests: 5, percentile: null, contributions: [] };
    const items = [0, 0.05, 0.5, 1].map((score, at) => ({ ...item, client_ip: `192.0.2.${at}`, score }));
    await answer(post('scores', { model_id, items }, worker), 201);
    const { rows, quantiles, buckets } = await read<ScoreDistribution>(path);
    assert.equal(rows, 4);
    assert.deepEqual(
      buckets.map(({ count }) => count),
      [2, 0, 0, 0, 0, 1, 0, 0, 0, 1],
    );
    assert.ok(quantiles.p50! > 0.05 && quantiles.p50! < 0.5);
    await answer(api.call(`/v1/models/${model_id}/distribution?buckets=5`), 422);
  });

  test('4xx and 503 say what is wrong', async () => {
    await answer(api.call('/v1/model-decisions?cursor=x'), 400);
    await answer(api.call('/v1/model-decisions?model_id=x'), 422);
    await answer(api.call('/v1/model-decisions?decision=burnt'), 422);
    const analyst = bearer(await api.key({ name: 'ana', kind: 'analyst' }));
    await answer(post('models/roll-back', {}, analyst), 403);
    await withoutRedis(api, () => answer(rollBack(), 503));
  });
});
