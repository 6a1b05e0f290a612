import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from './forest/random.js';
import { quantile } from './quantiles.js';
import { fittedTail, meanExcess, shareAbove, valueExceededBy } from './pareto-tail.js';

const near = (actual: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test('a heavy tail is found as it is', () => {
  // Values that a share of 1 / (1 + value / 2) ** 2 exceeds: shape 1/2.
  const sorted = Float64Array.from({ length: 100_000 }, (_, at) => 2 * ((1 - at / 100_000) ** -0.5 - 1));
  const tail = fittedTail(sorted, 0.9)!;
  near(tail.share, 0.1, 1e-3);
  near(tail.shape, 0.5, 0.05);
  near(shareAbove(tail, valueExceededBy(tail, 0.001)), 0.001, 1e-9);
  near(valueExceededBy(tail, 0.001), 2 * (0.001 ** -0.5 - 1), 3);
});

test('a tail that ends is taken for exponential: beyond it values are rare, not impossible', () => {
  const even = Float64Array.from({ length: 10_001 }, (_, at) => at / 10_000);
  const tail = fittedTail(even, 0.9)!;
  assert.equal(tail.shape, 0);
  near(meanExcess(tail), 0.05, 1e-3);
  near(shareAbove(tail, 1.5), 0.1 * Math.exp(-12), 1e-6);
});

test('a cut that one of a thousand is to pass is passed less too often than with the empirical quantile', () => {
  const passed = { tail: 0, empirical: 0 };
  const runs = 400;
  for (let seed = 0; seed < runs; seed++) {
    const random = seededRandom(seed, 0);
    const sorted = Float64Array.from({ length: 300 }, () => -Math.log(1 - random())).sort();
    passed.tail += Math.exp(-valueExceededBy(fittedTail(sorted, 0.9)!, 0.001)) / runs;
    passed.empirical += Math.exp(-quantile(sorted, 0.999)) / runs;
  }
  const overshoot = { tail: passed.tail - 0.001, empirical: passed.empirical - 0.001 };
  assert.ok(overshoot.tail < 0.6 * overshoot.empirical, JSON.stringify(overshoot));
});

test('share and value are each other’s inverse', () => {
  for (const shape of [0, 0.3]) {
    const tail = { from: 0.5, share: 0.1, scale: 0.05, shape };
    for (const above of [0.1, 0.01, 1e-4]) near(shareAbove(tail, valueExceededBy(tail, above)), above, 1e-9);
  }
});

test('few or equal values have no tail', () => {
  assert.equal(fittedTail(new Float64Array(), 0.9), undefined);
  assert.equal(
    fittedTail(
      Float64Array.from({ length: 100 }, (_, at) => at),
      0.9,
    ),
    undefined,
  );
  assert.equal(fittedTail(new Float64Array(1000).fill(0.4), 0.9), undefined);
});
