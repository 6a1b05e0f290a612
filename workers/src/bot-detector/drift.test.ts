import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { features as described } from '@ja4-platform/common';
import type { NewModel } from '../api-types.js';
import { featureRow } from '../testing/feature-row.js';
import { adversarialDrift, drift, networkScope } from './drift.js';
import { seededRandom } from './forest/random.js';
import { ScoringModel } from './scoring-model.js';
import { trainedModel } from './train-model.js';
import { TrainingRows, type TrainingRow } from './training-rows.js';

/** Features of one direction each, enough to tell most of them. */
const names = described
  .filter(({ direction }) => direction === 1)
  .map(({ name }) => name)
  .slice(0, 6);
const list = { feature_version: 2, features: names };

/** Rows of a JA4 whose first features are moved up. */
function rows(seed: number, count: number, { ja4 = '', ip = '10.0', moved = 0, by = 1 } = {}) {
  const random = seededRandom(seed, 0);
  return Array.from({ length: count }, (_, at) =>
    featureRow({
      client_ip: `${ip}.${at >> 8}.${at & 255}`,
      ja4: ja4 || `ja4-${seed}-${at}`,
      values: names.map((_, index) => random() + random() + (index < moved ? by : 0)),
    }),
  );
}

let model: ScoringModel;
before(async () => {
  const training = new TrainingRows();
  for (const row of rows(1, 1500)) training.add(row);
  const trained: NewModel = await trainedModel(training, list, {
    ...{ from: '2026-11-20T00:00:00Z', to: '2026-11-22T00:00:00Z', seed: 1, onProgress: () => {} },
  });
  model = ScoringModel.open({ ...trained, model_id: 'm1' }, trained.artifact, list);
});

test('traffic as it was has not drifted', async () => {
  const measures = await drift(model, rows(2, 600));
  assert.equal(measures.length, 7);
  for (const { feature, value, threshold } of measures) assert.ok(value < threshold, `${feature} ${value}`);
});

test('a feature that moved is found by its distribution, many by the score', async () => {
  const one = await drift(model, rows(3, 600, { moved: 1 }));
  assert.deepEqual(
    one.filter(({ value, threshold, method }) => method === 'ks' && value > threshold).map(({ feature }) => feature),
    [names[0]],
  );
  const [score] = await drift(model, rows(4, 600, { moved: 6 }));
  assert.deepEqual([score!.feature, score!.method], ['', 'psi']);
  assert.ok(score!.value > 0.25, String(score!.value));
});

test('few rows say nothing', async () => assert.deepEqual(await drift(model, rows(5, 199)), []));

test('most features of one JA4 moving the same way is an alert, of one network too', () => {
  const earlier = rows(6, 400);
  const ja4 = 't13d1516h2_8daaf6152771_d8a2da3f94cd';
  const before: TrainingRow[] = [...earlier, ...rows(7, 60, { ja4, ip: '198.51' })];
  const now: TrainingRow[] = [...rows(8, 400), ...rows(9, 60, { ja4, ip: '198.51', moved: 5 })];
  const found = adversarialDrift(names, before, now);
  assert.deepEqual([...found.keys()].sort(), [`ja4:${ja4}`, 'net:198.51.0.0/16']);
  assert.equal(found.get(`ja4:${ja4}`)!.length, 5);
});

test('features that were at their most and have fallen are an alert, whichever way is suspicious', () => {
  const ja4 = 't13d1516h2_8daaf6152771_d8a2da3f94cd';
  const at = (seed: number, value: number): TrainingRow[] =>
    rows(seed, 60, { ja4 }).map(({ values, ...row }) => ({
      ...row,
      values: values.map((own, i) => (i < 5 ? value : own)),
    }));
  for (const direction of [1, -1]) {
    const some = described.filter((each) => each.direction === direction).slice(0, 6);
    const found = adversarialDrift(
      some.map(({ name }) => name),
      at(15, 1),
      at(16, 0),
    );
    assert.equal(found.get(`ja4:${ja4}`)?.length, 5, String(direction));
  }
});

test('two features of a JA4, features that go apart, and all traffic of many networks are none', () => {
  const ja4 = 't13d1516h2_8daaf6152771_d8a2da3f94cd';
  const calm = adversarialDrift(names, rows(10, 60, { ja4 }), rows(11, 60, { ja4, moved: 2 }));
  assert.equal(calm.size, 0);
  assert.equal(adversarialDrift(names, rows(12, 20, { ja4 }), rows(13, 20, { ja4, moved: 6 })).size, 0);
  assert.equal(adversarialDrift(names, [], rows(14, 60, { ja4, moved: 6 })).size, 0);
});

test('a network is the /16 of IPv4 and the /32 of IPv6', () => {
  assert.equal(networkScope({ client_ip: '198.51.100.7' }), 'net:198.51.0.0/16');
  assert.equal(networkScope({ client_ip: '2001:db8::7' }), 'net:2001:db8::/32');
});
