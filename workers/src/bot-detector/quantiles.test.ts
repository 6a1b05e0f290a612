import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { quantilesOf, SHARES, shareAt } from './quantiles.js';

test('a value stands where its share says', () => {
  const quantiles = quantilesOf(Float64Array.from({ length: 1001 }, (_, at) => at))!;
  assert.deepEqual(shareAt(quantiles, 500), { below: 0.5, upTo: 0.5 });
  assert.deepEqual(shareAt(quantiles, 2000), { below: 1, upTo: 1 });
  assert.deepEqual(shareAt(quantiles, -1), { below: 0, upTo: 0 });
  assert.ok(Math.abs(shareAt(quantiles, 600).upTo - 0.6) < 1e-9);
});

test('of a value that many have, its share is neither below nor above', () => {
  const quantiles = quantilesOf(
    Float64Array.from([...new Array<number>(901).fill(0), ...new Array<number>(100).fill(1)]),
  )!;
  assert.deepEqual(shareAt(quantiles, 0), { below: 0, upTo: 0.9 });
});

test('shares are ordered whatever the values', () => {
  const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { minLength: 1 });
  fc.assert(
    fc.property(numbers, fc.double({ noNaN: true }), (values, value) => {
      const { below, upTo } = shareAt(quantilesOf(Float64Array.from(values))!, value);
      assert.ok(below >= 0 && below <= upTo && upTo <= 1);
    }),
  );
  assert.equal(quantilesOf(new Float64Array()), null);
  assert.equal(SHARES[0], 0);
});
