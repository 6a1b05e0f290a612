import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { JobAccepted } from '../jobs/jobs.types.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import type { Score, ScorePage } from './scores.types.js';

const modelId = '5b0f0a3e-9f0c-4a37-8d3c-5d1c6b0f9a11';
const range = 'from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z';

function score(hour: number, value: number, different: Partial<Score> = {}): Score {
  return {
    hour: `2026-11-22T${String(hour).padStart(2, '0')}:00:00Z`,
    client_ip: '203.0.113.7',
    ja4: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
    host: 'shop.example',
    requests: 100,
    score: value,
    percentile: null,
    contributions: [{ feature: 'gap_median', value: null, contribution: -0.1 }],
    ...different,
  };
}

describe('scores', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let worker: Record<string, string>;
  before(async () => {
    api = await startHarness();
    worker = { authorization: `Bearer ${await api.key({ name: 'workers', kind: 'worker' })}` };
  });
  after(() => api.close());

  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    api.call(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const list = async (query: string): Promise<ScorePage> => {
    const response = await api.call(`/v1/scores?${range}&${query}`);
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as ScorePage;
  };

  it('200 an empty list from an empty database', async () => {
    assert.deepEqual(await list('count=true'), { items: [], next_cursor: null, total: 0 });
  });

  it('201 scores come back as they were written; written again they are replaced', async () => {
    const items = [score(10, 0.2), score(11, 0.9, { percentile: 0.999 })];
    for (let time = 0; time < 2; time++) {
      const response = await post('/v1/scores', { model_id: modelId, items }, worker);
      assert.equal(response.status, 201, await response.clone().text());
      assert.deepEqual(await response.json(), { written: 2 });
    }
    const page = await list('count=true');
    assert.equal(page.total, 2);
    const [highest] = page.items;
    assert.ok(highest);
    assert.ok(Math.abs(Date.parse(highest.scored_at) - Date.now()) < 60_000);
    const { scored_at } = highest;
    assert.deepEqual(highest, { ...items[1], model_id: modelId, scored_at, provisional: false, shadow: false });
  });

  it('200 filters, both sorts, page by page', async () => {
    const items = [
      score(10, 0.2, { client_ip: '2001:db8::7', ja4: '', host: 'other.example' }),
      score(12, 0.2, { client_ip: '203.0.113.8' }),
    ];
    await post('/v1/scores', { model_id: modelId, items }, worker);
    for (const sort of ['-score', '-hour']) {
      const whole = await list(`sort=${sort}`);
      const values = whole.items.map((item) => (sort === '-score' ? item.score : Date.parse(item.hour)));
      assert.deepEqual(
        values,
        values.toSorted((x, y) => y - x),
      );
      const seen: unknown[] = [];
      let cursor = '';
      do {
        const page = await list(`sort=${sort}&limit=1${cursor}`);
        seen.push(...page.items);
        cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
      } while (cursor);
      assert.equal(seen.length, 4);
      assert.deepEqual(seen, whole.items);
    }
    const found: Record<string, number> = {
      'client_ip=203.0.113.0/24': 3,
      'ja4=': 1,
      'ja4=t13*': 3,
      'host=other*': 1,
      'min_score=0.9': 1,
      [`model_id=${modelId}`]: 4,
      'model_id=00000000-0000-4000-8000-000000000000': 0,
    };
    for (const [query, total] of Object.entries(found))
      assert.equal((await list(`count=true&${query}`)).total, total, query);
  });

  it('202 a run is a job', async () => {
    const response = await post('/v1/scores/run', { from: '2026-11-22T10:00:00+01:00' });
    assert.equal(response.status, 202, await response.clone().text());
    const { job_id } = (await response.json()) as JobAccepted;
    const job = await api.context.queues.detection.getJob(job_id.slice('detection:'.length));
    assert.equal(job?.name, 'score');
    assert.deepEqual(job.data, { from: '2026-11-22T09:00:00.000000Z' });
  });

  it('4xx names what is wrong', async () => {
    const wrong: [unknown, RegExp][] = [
      [{ model_id: 'x', items: [score(10, 0.2)] }, /model_id/],
      [{ model_id: modelId, items: [] }, /items/],
      [{ model_id: modelId, items: [score(10, 2)] }, /score/],
      [{ model_id: modelId, items: [score(10, 0.2, { requests: 2 ** 53 })] }, /requests must be at most/],
      [{ model_id: modelId, items: [score(10, 0.2, { percentile: 99.9 })] }, /percentile/],
      [{ model_id: modelId, items: [score(10, 0.2, { percentile: -0.1 })] }, /percentile/],
      [{ model_id: modelId, items: [score(10, 0.2, { hour: 'now' })] }, /hour/],
      [{ model_id: modelId, items: [score(10, 0.2, { client_ip: 'x' })] }, /client_ip/],
      [{ model_id: modelId, items: [score(10, 0.2, { client_ip: 'fe80::1%eth0' })] }, /client_ip/],
      [{ model_id: modelId, items: [{ ...score(10, 0.2), colour: 'red' }] }, /colour/],
    ];
    for (const [body, location] of wrong) {
      const response = await post('/v1/scores', body, worker);
      assert.equal(response.status, 422, String(location));
      assert.match(await response.text(), location);
    }
    assert.equal((await api.call('/v1/scores?min_score=2')).status, 422);
    assert.equal((await api.call('/v1/scores?model_id=x')).status, 422);
    assert.equal((await api.call('/v1/scores?cursor=x')).status, 400);
    assert.equal(
      (await post('/v1/scores/run', { from: '2026-11-22T10:00:00Z', to: '2026-11-22T10:00:00Z' })).status,
      422,
    );
    assert.equal((await post('/v1/scores/run', {}, worker)).status, 403);
  });

  it('200 provisional scores are told from final ones, those of a shadow are left out', async () => {
    const host = 'life.example';
    const provisional = score(13, 0.5, { host, provisional: true });
    await post('/v1/scores', { model_id: modelId, items: [provisional, score(12, 0.4, { host })] }, worker);
    const shadow = { model_id: crypto.randomUUID(), shadow: true, items: [score(12, 0.9, { host })] };
    await post('/v1/scores', shadow, worker);
    const scores = async (query: string): Promise<number[]> =>
      (await list(`host=${host}&${query}`)).items.map((item) => item.score);
    assert.deepEqual(await scores(''), [0.5, 0.4]);
    assert.deepEqual(await scores('provisional=false'), [0.4]);
    assert.deepEqual(await scores('shadow=true'), [0.9]);
    await post(
      '/v1/scores',
      { model_id: modelId, items: [{ ...provisional, score: 0.3, provisional: false }] },
      worker,
    );
    assert.deepEqual(await scores('provisional=false'), [0.4, 0.3]);
  });
});
