import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { DailyForests, type TrainingPeriod } from './daily-forests.js';
import { ModelRefusedError } from './forest/errors.js';
import { seededRandom } from './forest/random.js';

const features = (['a', 'b', 'c'] as const).map((name) => ({ name, direction: 0 as const }));
const options = { featureVersion: 1, seed: 7, onProgress: () => {} };

/** Rows around `centre`; some days lie elsewhere. */
function day(index: number, centre: number): TrainingPeriod {
  const random = seededRandom(index, 9);
  const values = Float64Array.from({ length: 3 * 400 }, () => centre + random() + random());
  return { from: `2026-11-${10 + index}T00:00:00Z`, to: `2026-11-${11 + index}T00:00:00Z`, values };
}
const week = Array.from({ length: 7 }, (_, index) => day(index, 0));
const usual = [1, 1, 1];
const attack = [6, 6, 6];
const rows = Float64Array.from([...usual, ...attack]);

let forests: DailyForests;
before(async () => {
  forests = await DailyForests.fit(features, week, options);
});

test('a forest for each day, of 450 trees at least in all', async () => {
  assert.deepEqual([forests.forests.length, forests.trees], [7, 700]);
  const one = await DailyForests.fit(features, week.slice(0, 1), options);
  assert.deepEqual([one.forests.length, one.trees], [1, 450]);
});

test('the median of the days scores: two days of attacks do not make attacks normal', async () => {
  const poisoned = await DailyForests.fit(features, [...week.slice(0, 5), day(5, 5), day(6, 5)], options);
  const [ofUsual, ofAttack] = await poisoned.score(rows);
  assert.ok(ofAttack! > ofUsual! + 0.1, `${ofAttack} against ${ofUsual}`);
});

test('contributions add up to the score above the baseline, with one middle forest and with two', async () => {
  const even = await DailyForests.fit(features, week.slice(0, 2), options);
  for (const each of [forests, even]) {
    const scores = await each.score(rows);
    for (const [at, { score, baseline, contributions }] of (await each.explain(rows)).entries()) {
      assert.equal(score, scores[at]);
      const sum = contributions.reduce((total, { value }) => total + value, 0);
      assert.ok(Math.abs(baseline + sum - score) < 1e-9);
    }
  }
});

test('what is rare or constant is told by all days, not by each alone', async () => {
  const quiet = week.map((each) => ({ ...each, values: each.values.map((value, at) => (at % 3 === 2 ? 0 : value)) }));
  quiet[3]!.values[2] = 1;
  const { forests: own } = await DailyForests.fit(features, quiet, options);
  for (const { columns } of own) {
    assert.deepEqual(columns, own[0]!.columns);
    assert.deepEqual([columns[2]!.dropped, columns[2]!.low, columns[2]!.high], [false, 0, 1]);
  }
});

test('like rows share their leaves, unlike rows do not', () => {
  const leaves = (values: number[]) => forests.leaves(Float64Array.from(values));
  const shared = (a: Uint32Array, b: Uint32Array): number => a.filter((leaf, at) => leaf === b[at]).length / a.length;
  assert.equal(leaves(usual).length, 700);
  assert.ok(shared(leaves(attack), leaves([6.1, 6, 5.9])) > 0.9);
  assert.ok(shared(leaves(attack), leaves(usual)) < 0.1);
});

test('the same seed gives the same bytes, and they are read back', async () => {
  assert.equal(await forests.isReproducible(week, options), true);
  assert.equal(await forests.isReproducible(week, { ...options, seed: 8 }), false);
  const read = DailyForests.fromJSON(forests.toJSON(), 1);
  assert.deepEqual(await read.score(rows), await forests.score(rows));
  assert.throws(() => DailyForests.fromJSON(forests.toJSON(), 2), ModelRefusedError);
});
