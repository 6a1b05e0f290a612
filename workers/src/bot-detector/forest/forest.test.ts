import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ForestArtifact } from './artifact.js';
import type { FeatureMatrix } from './columns.js';
import { ModelRefusedError, TrainingRefusedError } from './errors.js';
import { Forest, type FitOptions } from './forest.js';
import { seededRandom } from './random.js';

const features = ['rate', 'depth', 'ratio'].map((name) => ({ name, direction: 0 as const }));
const options = (rows: number, seed = 1): FitOptions => ({
  featureVersion: 1,
  training: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', rows },
  seed,
  trees: 100,
  sampleSize: 256,
});

/** Rows about the middle of a bell, so that what is planted far away is alone. */
function bell(rows: number, seed: number): Float64Array {
  const random = seededRandom(seed, 0);
  return Float64Array.from({ length: rows * features.length }, () => random() + random() + random() - 1.5);
}

async function fitted(matrix: FeatureMatrix, seed?: number): Promise<Forest> {
  return Forest.fit(matrix, options(matrix.values.length / matrix.features.length, seed));
}

test('the same seed gives the same bytes, another seed other trees', async () => {
  const matrix = { features, values: bell(500, 1) };
  const [once, again, other] = await Promise.all([fitted(matrix, 7), fitted(matrix, 7), fitted(matrix, 8)]);
  assert.equal(JSON.stringify(once), JSON.stringify(again));
  assert.notEqual(once.toJSON().code.thresholds, other.toJSON().code.thresholds);
});

test('planted anomalies score highest, and every score is between 0 and 1', async () => {
  const values = bell(1000, 2);
  values.set([9, 9, 9], 0);
  values.set([-9, 0, 9], 3);
  const scores = await (await fitted({ features, values })).score(values);
  const ranked = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  assert.deepEqual(new Set(ranked.slice(0, 2)), new Set([0, 1]));
  assert.ok(scores.every((score) => score > 0 && score < 1));
});

test('many rows, scored in threads, two sets at once, have the scores that each has alone', async () => {
  const forest = await fitted({ features, values: bell(300, 3) });
  const values = bell(20_000, 4);
  const [scores, others] = await Promise.all([forest.score(values), forest.score(bell(9000, 5))]);
  for (const row of [0, 8191, 8192, 19_999]) {
    assert.equal(scores[row], (await forest.score(values.slice(row * 3, row * 3 + 3)))[0]);
  }
  assert.equal(others[0], (await forest.score(bell(9000, 5).slice(0, 3)))[0]);
});

test('contributions add up to the score minus the baseline, and the far feature leads', async () => {
  const forest = await fitted({ features, values: bell(1000, 5) });
  const rows = [...Array(50).keys()].map((row) => bell(50, 6).slice(row * 3, row * 3 + 3));
  for (const row of [...rows, Float64Array.of(0, 9, 0), Float64Array.of(NaN, NaN, NaN)]) {
    const { baseline, contributions, score } = forest.explain(row);
    const sum = contributions.reduce((total, { value }) => total + value, 0);
    assert.ok(Math.abs(sum - (score - baseline)) < 1e-9);
    const [known] = await forest.score(row);
    assert.ok(Math.abs(score - known!) < 1e-12);
    assert.equal(forest.explain(row, known).score, known);
  }
  const { contributions } = forest.explain(Float64Array.of(0, 9, 0));
  assert.equal([...contributions].sort((a, b) => b.value - a.value)[0]!.feature, 'depth');
});

test('a missing value makes no row anomalous: it scores as the median and is marked', async () => {
  const values = bell(1000, 7);
  for (let at = 0; at < values.length; at += 30) values[at] = NaN;
  const forest = await fitted({ features, values });
  const median = forest.columns[0]!.median!;
  const [missing, typical, far] = await forest.score(Float64Array.of(NaN, 0, 0, median, 0, 0, 9, 0, 0));
  assert.equal(missing, typical);
  assert.ok(far! > missing!);
  assert.deepEqual(
    forest.explain(Float64Array.of(NaN, 0, 0)).contributions.map((c) => c.missing),
    [true, false, false],
  );
});

test('a constant column is in no tree; another value than its own is outside of all that was seen, and says so', async () => {
  const values = bell(500, 8);
  for (let at = 1; at < values.length; at += 3) values[at] = 4;
  const forest = await fitted({ features, values });
  assert.deepEqual(
    forest.columns.map((column) => column.dropped),
    [false, true, false],
  );
  const [usual, other, missing] = [4, 5, NaN].map((value) => Float64Array.of(0.1, value, 0.1));
  const scores = await forest.score(Float64Array.of(...usual!, ...other!, ...missing!));
  assert.equal(forest.explain(usual!).contributions[1]!.value, 0);
  assert.ok(scores[1]! > scores[0]!);
  assert.equal(scores[2], scores[0]);
  const { score, baseline, contributions } = forest.explain(other!);
  assert.ok(Math.abs(score - scores[1]!) < 1e-12);
  assert.ok(Math.abs(contributions.reduce((sum, { value }) => sum + value, baseline) - score) < 1e-9);
  assert.equal(contributions.toSorted((a, b) => b.value - a.value)[0]!.feature, 'depth');
});

test('a row on the benign side of a directed feature scores as the median row', async () => {
  const directed = [{ name: 'rate', direction: 1 as const }, ...features.slice(1)];
  const forest = await fitted({ features: directed, values: bell(1000, 9) });
  const [benign, typical, high] = await forest.score(
    Float64Array.of(-9, 0, 0, forest.columns[0]!.median!, 0, 0, 9, 0, 0),
  );
  assert.equal(benign, typical);
  assert.ok(high! > typical!);
});

test('no row, one row and rows that do not vary are refused with the reason', async () => {
  await assert.rejects(fitted({ features, values: new Float64Array() }), TrainingRefusedError);
  await assert.rejects(fitted({ features, values: Float64Array.of(1, 2, 3) }), /at least two rows, got 1/);
  await assert.rejects(fitted({ features, values: new Float64Array(30).fill(5) }), /none of the 3 features varies/);
  await assert.rejects(fitted({ features, values: new Float64Array(30).fill(NaN) }), TrainingRefusedError);
});

test('two rows make a forest, and no rows get no scores', async () => {
  const forest = await fitted({ features, values: Float64Array.of(1, 2, 3, 4, 5, 6) });
  assert.equal(forest.toJSON().sample_size, 2);
  assert.deepEqual(await forest.score(new Float64Array()), new Float64Array());
});

test('training reports the trees grown and leaves Math.random of this thread alone', async () => {
  const random = Math.random;
  const grown: number[] = [];
  const training = Forest.fit(
    { features, values: bell(300, 10) },
    { ...options(300), onProgress: (trees) => grown.push(trees) },
  );
  assert.equal(Math.random, random);
  await training;
  assert.deepEqual(
    grown,
    [...Array(10).keys()].map((part) => (part + 1) * 10),
  );
});

test('a stored forest scores and explains as the one that was trained', async () => {
  const trained = await fitted({ features, values: bell(500, 11) });
  const stored = Forest.fromJSON(JSON.parse(JSON.stringify(trained)) as ForestArtifact, 1);
  const rows = bell(100, 12);
  assert.deepEqual(await stored.score(rows), await trained.score(rows));
  assert.deepEqual(stored.explain(rows.slice(0, 3)), trained.explain(rows.slice(0, 3)));
});

test('a stored forest is refused when it is damaged or made for another feature list', async () => {
  const artifact = (await fitted({ features, values: bell(300, 13) })).toJSON();
  assert.throws(() => Forest.fromJSON(artifact, 2), ModelRefusedError);
  assert.throws(() => Forest.fromJSON({ ...artifact, seed: 99 }, 1), /checksum/);
  const columns = artifact.columns.map((column) => ({ ...column, median: 0 }));
  assert.throws(() => Forest.fromJSON({ ...artifact, columns }, 1), /checksum/);
  assert.throws(() => Forest.fromJSON({ ...artifact, format: 1 }, 1), /format 1/);
});
