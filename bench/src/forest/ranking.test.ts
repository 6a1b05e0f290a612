import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ranking } from './ranking.js';

const of = (...rows: [score: number, label: 0 | 1][]) =>
  ranking(
    Float64Array.from(rows, ([score]) => score),
    Uint8Array.from(rows, ([, label]) => label),
  );

test('all anomalies on top is 1, all below is the worst', () => {
  assert.deepEqual(of([3, 1], [2, 1], [1, 0], [0, 0]), { auc: 1, average_precision: 1 });
  assert.deepEqual(of([0, 1], [1, 0]), { auc: 0, average_precision: 0.5 });
});

test('equal scores say nothing: half of the pairs, and the precision of chance', () => {
  assert.deepEqual(of([1, 1], [1, 0], [1, 0], [1, 0]), { auc: 0.5, average_precision: 0.25 });
});

test('without anomalies, or without normal rows, there is nothing to rank', () => {
  assert.deepEqual(of([1, 0], [2, 0]), { auc: null, average_precision: null });
  assert.deepEqual(of([1, 1]), { auc: null, average_precision: null });
});

test('the area is the share of pairs in the right order', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom(0 as const, 1 as const));
  fc.assert(
    fc.property(fc.array(row, { minLength: 2 }), (rows) => {
      const anomalies = rows.filter(([, label]) => label === 1);
      const normal = rows.filter(([, label]) => label === 0);
      fc.pre(anomalies.length > 0 && normal.length > 0);
      const right = anomalies.flatMap(([a]) => normal.map(([n]) => (a > n ? 1 : a === n ? 0.5 : 0)));
      const share = right.reduce<number>((sum, value) => sum + value, 0) / right.length;
      assert.ok(Math.abs(of(...rows).auc! - share) < 1e-12);
    }),
  );
});
