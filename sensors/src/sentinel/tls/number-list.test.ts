import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NumberList } from './number-list.js';

const numbers = fc.oneof(
  fc.array(fc.nat(0xffff), { maxLength: 40 }),
  fc.array(fc.nat(0xffff), { minLength: 80, maxLength: 300 }),
);

function contents(list: NumberList): number[] {
  return Array.from({ length: list.length }, (_, index) => list.at(index));
}

test('a list sorts, removes and searches as an array does, whatever it held before', () => {
  const list = new NumberList();
  const copy = new NumberList();
  fc.assert(
    fc.property(numbers, fc.array(fc.nat(0xffff), { maxLength: 3 }), fc.nat(0xffff), (values, others, wanted) => {
      const removed = [...others, ...values.slice(0, 2)];
      list.length = 0;
      for (const value of values) list.push(value);
      assert.equal(list.includes(wanted), values.includes(wanted));
      assert.ok(values.every((value) => list.includes(value)));
      assert.deepEqual(
        contents(copy.copy(list).sort()),
        values.toSorted((one, other) => one - other),
      );
      assert.deepEqual(
        contents(list.remove(removed)),
        values.filter((value) => !removed.includes(value)),
      );
    }),
  );
});
