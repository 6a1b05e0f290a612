import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from './forest/random.js';
import { quantile } from './quantiles.js';
import { fittedTail, shareAbove, valueExceededBy } from './pareto-tail.js';

const near = (actual: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

test('the tail of even values ends where they end', () => {
  const tail = fittedTail(
    Float64Array.from({ length: 10_001 }, (_, at) => at / 10_000),
    0.9,
  )!;
  near(tail.share, 0.1, 1e-3);
  near(tail.shape, -1, 0.01);
  near(valueExceededBy(tail, 0.01), 0.99, 1e-3);
  near(shareAbove(tail, 0.95), 0.05, 1e-3);
  assert.equal(shareAbove(tail, 1.5), 0);
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
  for (const shape of [-0.4, 0, 0.3]) {
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
