import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calibrated, level, percentile } from './calibration.js';
import { seededRandom } from './forest/random.js';

/** Evenly spread scores from 0 to `highest`. */
const even = (rows: number, highest: number) =>
  Float64Array.from({ length: rows }, (_, at) => (highest * at) / (rows - 1));

test('the percentile of a score is its place among the held-out scores', () => {
  const thresholds = calibrated(even(1001, 1));
  for (const score of [0, 0.03, 0.3, 0.5, 0.97, 0.999, 1]) {
    // Above 0.9 the fitted tail answers.
    assert.ok(Math.abs(percentile(thresholds, score)! - score) < (score > 0.9 ? 1e-3 : 1e-9), String(score));
  }
  assert.equal(percentile(calibrated(even(100, 0.5)), 0.9), 1);
  assert.equal(percentile(calibrated(Float64Array.of(0.4, 0.4)), 0.4), 0);
});

test('above the held-out scores the fitted tail tells how rare a score is', () => {
  const random = seededRandom(3, 0);
  const thresholds = calibrated(Float64Array.from({ length: 500 }, () => 0.4 - 0.02 * Math.log(1 - random())));
  const [rare, rarer] = [0.56, 0.6].map((score) => 1 - percentile(thresholds, score)!);
  assert.ok(rare! > rarer! && rarer! > 0 && rare! < 0.002, `${rare} and ${rarer}`);
});

test('levels begin at their percentile', () => {
  const thresholds = calibrated(even(100_001, 1));
  assert.equal(level(thresholds, 0.9899), undefined);
  assert.equal(level(thresholds, 0.9901), 'low');
  assert.equal(level(thresholds, 0.9951), 'medium');
  assert.equal(level(thresholds, 0.9991), 'high');
  assert.equal(level(thresholds, 0.99991), 'critical');
});

test('a level that the held-out rows are too few to tell is never reached', () => {
  assert.equal(level(calibrated(even(99, 0.9)), 0.99), undefined);
  assert.equal(level(calibrated(even(199, 0.9)), 0.99), 'low');
  assert.equal(level(calibrated(even(300, 0.9)), 0.99), 'high');
  assert.equal(level(calibrated(even(1001, 0.9)), 0.99), 'critical');
});

test('where all held-out rows score low, a slightly higher score is no anomaly', () => {
  const thresholds = calibrated(even(1000, 0.4));
  assert.equal(level(thresholds, 0.59), undefined);
  assert.equal(level(thresholds, 0.6), 'medium');
  assert.equal(level(thresholds, 0.7), 'critical');
});

test('without held-out rows there is no percentile and no level', () => {
  const thresholds = calibrated(new Float64Array());
  assert.deepEqual(thresholds, {});
  assert.equal(percentile(thresholds, 0.9), null);
  assert.equal(level(thresholds, 0.9), undefined);
});
