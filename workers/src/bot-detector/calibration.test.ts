import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calibrated, level, percentile } from './calibration.js';

/** Evenly spread scores from 0 to `highest`. */
const even = (rows: number, highest: number) =>
  Float64Array.from({ length: rows }, (_, at) => (highest * at) / (rows - 1));

test('the percentile of a score is its place among the held-out scores', () => {
  const thresholds = calibrated(even(1001, 1));
  for (const score of [0, 0.03, 0.3, 0.5, 0.97, 0.999, 1]) {
    assert.ok(Math.abs(percentile(thresholds, score)! - score) < 1e-9, String(score));
  }
  assert.equal(percentile(calibrated(even(100, 0.5)), 0.9), 1);
  assert.equal(percentile(calibrated(Float64Array.of(0.4, 0.4)), 0.4), 0);
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
  assert.equal(level(calibrated(even(200, 0.9)), 0.99), 'medium');
  assert.equal(level(calibrated(even(1000, 0.9)), 0.99), 'high');
});

test('where all held-out rows score low, a slightly higher score is no anomaly', () => {
  const thresholds = calibrated(even(1000, 0.4));
  assert.equal(level(thresholds, 0.59), undefined);
  assert.equal(level(thresholds, 0.6), 'high');
});

test('without held-out rows there is no percentile and no level', () => {
  const thresholds = calibrated(new Float64Array());
  assert.deepEqual(thresholds, {});
  assert.equal(percentile(thresholds, 0.9), null);
  assert.equal(level(thresholds, 0.9), undefined);
});
