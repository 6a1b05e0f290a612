import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calibrated, certainty, level, percentile } from './calibration.js';
import { seededRandom } from './forest/random.js';
import { CERTAINTY } from './severity.js';

/** Scores whose distance to `lowest` is exponential with this mean, spread as evenly as that goes. */
const spread = (rows: number, lowest: number, mean: number) =>
  Float64Array.from({ length: rows }, (_, at) => lowest - mean * Math.log(1 - (at + 0.5) / rows));

test('the percentile of a score is its place among the held-out scores', () => {
  const thresholds = calibrated(spread(2001, 0.4, 0.02));
  for (const score of [0.4, 0.41, 0.43, 0.47, 0.5]) {
    const share = 1 - Math.exp(-(score - 0.4) / 0.02);
    assert.ok(Math.abs(percentile(thresholds, score)! - share) < 0.02, String(score));
  }
  assert.equal(percentile(calibrated(spread(100, 0.4, 0.01)), 0.9), 1);
  assert.equal(percentile(calibrated(Float64Array.of(0.4, 0.4)), 0.4), 0);
});

test('above the held-out scores the fitted tail tells how rare a score is', () => {
  const random = seededRandom(3, 0);
  const thresholds = calibrated(Float64Array.from({ length: 500 }, () => 0.4 - 0.02 * Math.log(1 - random())));
  const [rare, rarer] = [0.56, 0.6].map((score) => 1 - percentile(thresholds, score)!);
  assert.ok(rare! > rarer! && rarer! > 0 && rare! < 0.002, `${rare} and ${rarer}`);
});

test('levels begin at their percentile, and there a score is as sure as a reason of the level', () => {
  const thresholds = calibrated(spread(100_001, 0.5, 0.02));
  for (const [name, percent] of [
    ['low', 99],
    ['medium', 99.5],
    ['high', 99.9],
    ['critical', 99.99],
  ] as const) {
    const cut = 0.5 - 0.02 * Math.log(1 - percent / 100);
    assert.equal(level(thresholds, cut + 0.002), name);
    assert.ok(Math.abs(certainty(thresholds, thresholds[name]!) - CERTAINTY[name]) < 1e-9, name);
  }
  assert.equal(level(thresholds, 0.58), undefined);
});

test('the higher a score, the surer, without an end', () => {
  const thresholds = calibrated(spread(1000, 0.4, 0.02));
  const sure = [0, 0.39, 0.42, 0.45, 0.5, 0.6, 0.7, 0.9].map((score) => certainty(thresholds, score));
  assert.deepEqual(
    sure,
    sure.toSorted((a, b) => a - b),
  );
  assert.equal(sure[0], 0);
  assert.ok(sure.at(-1)! < 1 && sure.at(-1)! > sure.at(-2)!);
});

test('few rows make nobody surer than what can be counted among them, none of nothing', () => {
  assert.ok(Math.abs(certainty(calibrated(spread(100, 0.4, 0.02)), 0.99) - CERTAINTY.low) < 1e-9);
  assert.equal(certainty(calibrated(new Float64Array()), 0.99), 0);
});

test('a level that the held-out rows are too few to tell is never reached', () => {
  assert.equal(level(calibrated(spread(99, 0.4, 0.02)), 0.99), undefined);
  assert.equal(level(calibrated(spread(199, 0.4, 0.02)), 0.99), 'low');
  assert.equal(level(calibrated(spread(300, 0.4, 0.02)), 0.99), 'high');
  assert.equal(level(calibrated(spread(1001, 0.4, 0.02)), 0.99), 'critical');
});

test('the tail of some rows is no shorter than that of all', () => {
  const all = calibrated(spread(1000, 0.4, 0.03));
  const alike = spread(500, 0.4, 0.001);
  const own = calibrated(alike, all);
  assert.ok(own.high! - own.tail_from! > 0.9 * (all.high! - all.tail_from!));
  assert.equal(own.tail_from, calibrated(alike).tail_from);
  const loud = spread(500, 0.4, 0.06);
  assert.deepEqual(calibrated(loud, all), calibrated(loud));
});

test('where all held-out rows score low, a score of a path of usual length is no anomaly', () => {
  const thresholds = calibrated(spread(1000, 0.3, 0.005));
  assert.equal(level(thresholds, 0.49), undefined);
  assert.equal(level(thresholds, 0.5), 'critical');
});

test('without held-out rows there is no percentile and no level', () => {
  const thresholds = calibrated(new Float64Array());
  assert.deepEqual(thresholds, {});
  assert.equal(percentile(thresholds, 0.9), null);
  assert.equal(level(thresholds, 0.9), undefined);
});
