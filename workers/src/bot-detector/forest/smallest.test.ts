import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { smallest } from './smallest.js';

test('each place gets the value that sorting would put there, and smaller ones come before it', () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), fc.nat(), (list, drawn) => {
      const place = drawn % list.length;
      const values = Float64Array.from(list);
      const found = smallest(values, place);
      // Both zeros are one value.
      assert.equal(found + 0, Float64Array.from(list).sort()[place]! + 0);
      assert.ok(values.subarray(0, place).every((other) => other <= found));
      assert.deepEqual(values.toSorted(), Float64Array.from(list).toSorted());
    }),
  );
});
