import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import type { FeatureRow, Model, NewModel } from '../api-types.js';
import { featureRow } from '../testing/feature-row.js';
import { ModelRefusedError, TrainingRefusedError } from './forest/errors.js';
import { seededRandom } from './forest/random.js';
import { ScoringModel } from './scoring-model.js';
import { trainedModel } from './train-model.js';
import { TrainingRows } from './training-rows.js';

const page = { feature_version: 1, features: ['requests', 'not_found_ratio', 'header_count'] };
const options = { from: '2026-11-20T00:00:00Z', to: '2026-11-22T00:00:00Z', seed: 1, onProgress: () => {} };

/** A client like many: some requests, few 404, about a dozen headers. */
function usualRows(count: number): FeatureRow[] {
  const random = seededRandom(1, 0);
  return Array.from({ length: count }, (_, at) =>
    featureRow({
      hour: '2026-11-21T14:00:00Z',
      client_ip: `10.0.${at >> 8}.${at & 255}`,
      ja4: `ja4-${at}`,
      values: [1 + random(), random() * 0.05, at % 10 ? 11 + random() * 4 : null],
    }),
  );
}

const stored = (model: NewModel): Model => ({
  ...model,
  model_id: 'm1',
  state: 'champion',
  artifact_bytes: model.artifact.length,
  created_at: options.to,
  created_by: 'test',
  promoted_at: options.to,
  parent_id: null,
  replaced_id: null,
});

async function trainedOn(rows: FeatureRow[]): Promise<NewModel> {
  const training = new TrainingRows();
  for (const row of rows) training.add(row);
  return trainedModel(training, page, options);
}

let trained: NewModel;
let model: ScoringModel;
before(async () => {
  trained = await trainedOn(usualRows(1500));
  model = ScoringModel.open(stored(trained), trained.artifact, page);
});

test('a trained model tells what it was trained on and how it was calibrated', () => {
  assert.deepEqual(
    [trained.rows, trained.metrics.calibration_rows, trained.parameters],
    [1200, 300, { forests: 1, trees: 450, sample_size: 1024 }],
  );
  assert.ok(trained.thresholds.p50! < trained.thresholds.p99!);
  assert.equal(trained.checksum, createHash('sha256').update(trained.artifact).digest('hex'));
});

test('an unusual row is an anomaly, its reasons name the unusual features first', async () => {
  const [usual, unusual] = await model.score([
    featureRow({ values: [1.5, 0.02, 13] }),
    featureRow({ values: [3.5, 0.97, 13] }),
  ]);
  assert.equal(usual!.level, undefined);
  assert.deepEqual(usual!.reasons, []);
  assert.equal(unusual!.level, 'high');
  assert.ok(unusual!.score.percentile! > 0.999);
  const named = unusual!.reasons.slice(0, 2).map(({ feature }) => feature);
  assert.deepEqual(new Set(named), new Set(['requests', 'not_found_ratio']));
  const notFound = unusual!.reasons.find(({ feature }) => feature === 'not_found_ratio')!;
  assert.match(
    notFound.detail,
    /^not_found_ratio is 0\.97, usual is 0\.0\d+ \(p 0\.000666\): answers 404, of ten requests at least$/,
  );
  assert.equal(notFound.value, 0.97);
});

test('the explanation of an anomaly adds up, says how rare each value is and what it would be normal without', async () => {
  const [usual, unusual] = await model.score([
    featureRow({ values: [1.5, 0.02, 13] }),
    featureRow({ values: [3.5, 0.97, 13] }),
  ]);
  assert.equal(usual!.explanation, undefined);
  const { features, score, baseline, normal_without, model_id } = unusual!.explanation!;
  assert.equal(model_id, 'm1');
  const sum = features.reduce((total, { contribution }) => total + contribution, 0);
  assert.ok(Math.abs(baseline + sum - score) < 1e-9);
  const [requests, notFound, headers] = features;
  assert.ok(requests!.p_value! < 0.001 && notFound!.p_value! < 0.001 && headers!.p_value! > 0.5);
  assert.ok(normal_without.length > 0 && !normal_without.includes('header_count'), normal_without.join());
});

test('unexplained, a row has the same score, level and certainty, and no reason', async () => {
  const rows = [featureRow({ values: [1.5, 0.02, 13] }), featureRow({ values: [3.5, 0.97, 13] })];
  const [explained, plain] = [await model.score(rows), await model.score(rows, { explain: false })];
  for (const [at, { score, level, certainty, reasons, explanation }] of plain.entries()) {
    assert.deepEqual(
      [score.score, level, certainty],
      [explained[at]!.score.score, explained[at]!.level, explained[at]!.certainty],
    );
    assert.deepEqual([score.contributions, reasons, explanation], [[], [], undefined]);
  }
  assert.ok(plain[1]!.certainty >= 0.9 && plain[0]!.certainty < 0.3);
});

test('a missing feature is never a reason, and its contribution has no value', async () => {
  const [row] = await model.score([featureRow({ values: [3.5, 0.97, null] })]);
  assert.ok(row!.reasons.every(({ feature }) => feature !== 'header_count'));
  const missing = row!.score.contributions.find(({ feature }) => feature === 'header_count');
  assert.equal(missing!.value, null);
});

test('contributions add up to the score above what training rows have', async () => {
  const rows = await model.score([featureRow({ values: [1.5, 0.02, 13] }), featureRow({ values: [3.5, 0.97, 2] })]);
  const baselines = rows.map(
    ({ score }) => score.score - score.contributions.reduce((sum, { contribution }) => sum + contribution, 0),
  );
  assert.ok(Math.abs(baselines[0]! - baselines[1]!) < 1e-9);
});

test('rows of the hours it was trained on and rows with too few requests are not its to judge', () => {
  assert.equal(model.accepts(featureRow({ hour: '2026-11-21T23:00:00Z' })), false);
  assert.equal(model.accepts(featureRow({ hour: '2026-11-22T00:00:00Z' })), true);
  assert.equal(model.accepts(featureRow({ hour: '2026-11-22T00:00:00.000Z' })), true);
  assert.equal(model.accepts(featureRow({ requests: 2 })), false);
});

test('another feature list is refused, by version and by name', () => {
  const open = (change: Partial<typeof page>) => () =>
    ScoringModel.open(stored(trained), trained.artifact, { ...page, ...change });
  assert.throws(open({ feature_version: 2 }), ModelRefusedError);
  assert.throws(open({ features: ['requests', 'header_count', 'not_found_ratio'] }), /trained on requests, not_found/);
});

test('a damaged model, and one of another format, are refused', () => {
  const open = (artifact: string) => () => {
    const checksum = createHash('sha256').update(artifact).digest('hex');
    return ScoringModel.open({ ...stored(trained), checksum }, artifact, page);
  };
  assert.throws(() => ScoringModel.open(stored(trained), trained.artifact.replace('0', '1'), page), /checksum/);
  assert.throws(open('{"format":1}'), ModelRefusedError);
  const parts = JSON.parse(trained.artifact) as { forests: { code: { splits: string } }[] };
  parts.forests[0]!.code.splits = 'AAAA';
  assert.throws(open(JSON.stringify(parts)), /checksum/);
});

test('too few clean rows are refused with their number', async () => {
  await assert.rejects(trainedOn(usualRows(50)), (error) => {
    assert.ok(error instanceof TrainingRefusedError);
    assert.match(error.message, /needs 64 clean rows of training, there are 40/);
    return true;
  });
});
