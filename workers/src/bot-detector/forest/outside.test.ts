import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Column, Direction } from './columns.js';
import { cutOff, shareOutside } from './outside.js';

const column = (direction: Direction, low: number, high: number): Column => {
  return { name: 'f', direction, median: low, missing_share: 0, dropped: low === high, low, high };
};

test('a value is outside by what it adds to the range', () => {
  assert.deepEqual(
    [5, 10, 11, 20, -10].map((value) => shareOutside(column(0, 0, 10), value)),
    [0, 0, 1 / 11, 0.5, 0.5],
  );
  assert.deepEqual(
    [3, 3.1, 99].map((value) => shareOutside(column(0, 3, 3), value)),
    [0, 1, 1],
  );
});

test('what is missing, on the benign side or of a feature that nobody has is not outside', () => {
  assert.equal(shareOutside(column(0, 0, 10), NaN), 0);
  assert.equal(shareOutside(column(1, 5, 10), -99), 0);
  assert.equal(shareOutside({ ...column(0, 0, 0), median: null, low: null, high: null }, 7), 0);
});

test('a path is cut off the sooner the more lies outside, never below one split and never made longer', () => {
  assert.equal(cutOff(8, 0, 4), 8);
  assert.equal(cutOff(8, 4, 4), 1);
  // Half of the columns: 1 + 1/2 + 1/4.
  assert.ok(Math.abs(cutOff(3, 2, 4) - 1.75) < 1e-12);
  const share = fc.double({ min: 0, max: 4, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 1, max: 30, noNaN: true }), share, share, (length, a, b) => {
      const [less, more] = [cutOff(length, Math.min(a, b), 4), cutOff(length, Math.max(a, b), 4)];
      assert.ok(more <= less + 1e-9 && less <= length + 1e-9 && more >= 1 - 1e-9);
    }),
  );
});
