import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { NewModel } from '../api-types.js';
import { featureRow } from '../testing/feature-row.js';
import { seededRandom } from './forest/random.js';
import { gates, rateFails } from './gates.js';
import { ScoringModel } from './scoring-model.js';
import { trainedModel } from './train-model.js';
import { TrainingRows } from './training-rows.js';

const list = { feature_version: 2, features: ['requests', 'not_found_ratio', 'post_ratio'] };

/** A model of rows around 1; `blind` gives most features every value there is, so that none of them is unusual. */
async function trained(seed: number, blind = false): Promise<{ facts: NewModel; model: ScoringModel }> {
  const random = seededRandom(seed, 1);
  const training = new TrainingRows();
  for (let at = 0; at < 1500; at++) {
    const values = [1 + random(), ...(blind ? [random(), random()] : [random() * 0.05, random() * 0.1])];
    training.add(
      featureRow({ hour: '2026-11-21T10:00:00Z', client_ip: `10.0.${at >> 8}.${at & 255}`, ja4: `j${at}`, values }),
    );
  }
  const facts = await trainedModel(training, list, {
    ...{ from: '2026-11-20T00:00:00Z', to: '2026-11-22T00:00:00Z', seed, onProgress: () => {} },
    canaries: Array.from({ length: 200 }, (_, at) => ({ host: 'a', values: [1.5, 0.5 + at / 400, 0.9] })),
  });
  return { facts, model: ScoringModel.open({ ...facts, model_id: `m${seed}` }, facts.artifact, list) };
}

let good: Awaited<ReturnType<typeof trained>>;
before(async () => {
  good = await trained(1);
});

test('a model as good as the champion holds all gates, with its numbers', async () => {
  const challenger = await trained(2);
  const { holds, reason, measures } = await gates(challenger.facts, challenger.model, good.model);
  assert.equal(reason, 'holds all gates');
  assert.equal(holds, true);
  assert.ok(measures.canary_recall! > 0.98 && measures.champion_canary_recall! > 0.98);
  assert.equal(measures.reproducible, 1);
});

test('a model that finds less of the canaries than the champion is refused', async () => {
  const blind = await trained(3, true);
  const { holds, reason } = await gates(blind.facts, blind.model, good.model);
  assert.equal(holds, false);
  assert.match(reason, /finds \d+(?:\.\d{1,2})? % of the canaries, the champion (9|100)/);
});

test('a model that cannot be made again is refused', async () => {
  const facts = { metrics: { ...good.facts.metrics, reproducible: 0 } };
  assert.match((await gates(facts, good.model, undefined)).reason, /same seed/);
});

test('the rate of anomalies among clean rows must be near the target, where rows are enough to tell', () => {
  assert.equal(rateFails(0.01, 5000), undefined);
  assert.equal(rateFails(0.005, 5000), undefined);
  assert.match(rateFails(0.0049, 5000)!, /0\.49 % of 5000/);
  assert.match(rateFails(0.021, 5000)!, /2\.1 %/);
  assert.equal(rateFails(0.1, 500), undefined);
});
