import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client, FeatureRow, NewModel } from '../api-types.js';
import { featureRow } from '../testing/feature-row.js';
import { ChangedHours } from './changed-hours.js';
import { TrainingRefusedError } from './forest/errors.js';
import { seededRandom } from './forest/random.js';
import { ScoringModel } from './scoring-model.js';
import { trainedModel } from './train-model.js';
import { TrainingRows } from './training-rows.js';

const list = { feature_version: 2, features: ['requests', 'not_found_ratio', 'post_ratio'] };
const options = { from: '2026-11-20T00:00:00Z', to: '2026-11-22T00:00:00Z', seed: 1, onProgress: () => {} };

/** Training of rows whose values a function gives. */
async function trainedOn(
  count: number,
  valuesOf: (at: number, random: () => number) => (number | null)[],
): Promise<NewModel> {
  const random = seededRandom(1, 0);
  const rows = new TrainingRows();
  for (let at = 0; at < count; at++) {
    const client_ip = `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`;
    rows.add(featureRow({ hour: '2026-11-21T10:00:00Z', client_ip, ja4: `j${at}`, values: valuesOf(at, random) }));
  }
  return trainedModel(rows, list, options);
}

const usual = (_: number, random: () => number): number[] => [1 + random(), random() * 0.05, random() * 0.1];
const opened = (facts: NewModel): ScoringModel => ScoringModel.open({ ...facts, model_id: 'm' }, facts.artifact, list);
const row = (values: (number | null)[], host = 'shop.example'): FeatureRow => featureRow({ values, host });

test('a row all of whose features are missing is normal and has no reason', async () => {
  const [scored] = await opened(await trainedOn(500, usual)).score([row([null, null, null])]);
  assert.equal(scored!.level, undefined);
  assert.deepEqual(scored!.reasons, []);
  assert.ok(scored!.score.contributions.every(({ value }) => value === null));
});

test('rows all of whose features are missing, or are the same everywhere, make no model and say so', async () => {
  await assert.rejects(
    trainedOn(500, () => [null, null, null]),
    TrainingRefusedError,
  );
  await assert.rejects(
    trainedOn(500, () => [1, 2, 3]),
    /none of the 3 features varies/,
  );
});

test('one constant column among others is dropped and recorded; only a value that nobody had says something', async () => {
  const facts = await trainedOn(500, (_, random) => [1 + random(), random(), 0.5]);
  assert.equal(facts.metrics.features_dropped, 1);
  const values = [0.5, null, 99].map((last) => row([1.5, 0.5, last]));
  const [same, missing, other] = (await opened(facts).score(values)).map(({ score }) => score.score);
  assert.equal(same, missing);
  assert.ok(other! > same!);
});

test('no row and one row are too few to train on; no row to score gives nothing, one row its score', async () => {
  await assert.rejects(trainedOn(0, usual), /there are 0/);
  await assert.rejects(trainedOn(1, usual), /there are 0/);
  const model = opened(await trainedOn(500, usual));
  assert.deepEqual(await model.score([]), []);
  assert.equal((await model.score([row([1.5, 0.02, 0.05])])).length, 1);
});

test('infinities and what is no number are missing, in training and in scoring', async () => {
  const odd = [Infinity, -Infinity, NaN];
  const model = opened(await trainedOn(500, (at, random) => (at % 10 ? usual(at, random) : odd)));
  const [infinite, missing] = await model.score([row([Infinity, -Infinity, NaN]), row([null, null, null])]);
  assert.equal(infinite!.score.score, missing!.score.score);
  assert.equal(infinite!.level, undefined);
});

test('a million rows are trained on in bounded memory, spread over all of them', async () => {
  const before = process.memoryUsage().rss;
  const facts = await trainedOn(1_000_000, usual);
  const grown = process.memoryUsage().rss - before;
  assert.ok(facts.rows > 70_000 && facts.rows < 200_000, String(facts.rows));
  assert.ok(grown < 1e9, `${Math.round(grown / 1e6)} MB`);
  assert.ok(facts.artifact.length < 1e6, `${facts.artifact.length} bytes`);
});

test('a host seen for the first time is judged by all hosts', async () => {
  const model = opened(await trainedOn(1500, usual));
  const [known, unseen] = await model.score([row([9, 0.9, 0.9]), row([9, 0.9, 0.9], 'new.example')]);
  assert.equal(unseen!.level, 'high');
  assert.equal(unseen!.score.score, known!.score.score);
  assert.ok(unseen!.explanation!.baseline_rows > 1000);
});

test('a feature list of another version is refused before a row is scored', async () => {
  const facts = await trainedOn(500, usual);
  const other = { ...list, feature_version: 3 };
  assert.throws(() => ScoringModel.open({ ...facts, model_id: 'm' }, facts.artifact, other), /feature list 2/);
});

test('a clock that jumps scores the same hours again or none, an hour without traffic is none', async () => {
  const hours = [
    { time: '2026-11-22T13:00:00Z', requests: 10, correlated: 10 },
    { time: '2026-11-22T14:00:00Z', requests: 0, correlated: 0 },
    { time: '2026-11-22T15:00:00Z', requests: 5, correlated: 5 },
  ];
  const overview = ({ from, to }: { from: string; to: string }) => {
    const within = hours.filter(
      ({ time }) => Date.parse(time) >= Date.parse(from) && Date.parse(time) < Date.parse(to),
    );
    return Promise.resolve({ timeline: within });
  };
  const changed = new ChangedHours({ metrics: { overview } } as unknown as Client);
  const at = async (time: string): Promise<string[]> => {
    const { ranges, confirm } = await changed.find(Date.parse(time));
    confirm();
    return ranges.map(({ from }) => from.slice(11, 13));
  };
  assert.deepEqual(await at('2026-11-22T15:30:00Z'), ['13', '15']);
  assert.deepEqual(await at('2026-11-22T15:35:00Z'), []);
  assert.deepEqual(await at('2026-11-22T16:01:00Z'), ['15'], 'final, as the hour is over');
  assert.deepEqual(await at('2027-01-01T00:00:00Z'), [], 'far ahead of the data');
  assert.deepEqual(await at('2026-11-22T15:40:00Z'), ['13', '15'], 'back again');
});
