import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Slots } from './slots.ts';

test('a row keeps its element, and one that comes takes over that of one that left', () => {
  const slots = new Slots();
  assert.deepEqual(slots.of(['a', 'b', 'c'], undefined), [0, 1, 2]);
  assert.deepEqual(slots.of(['b', 'c', 'd'], undefined), [1, 2, 0]);
  assert.deepEqual(slots.of(['x', 'b', 'd'], undefined), [2, 1, 0]);
});

test('the element of the row with the focus goes with it', () => {
  const slots = new Slots();
  slots.of(['a', 'b'], undefined);
  assert.deepEqual(slots.of(['b', 'c'], 'a'), [1, 2]);
});

test('rows stay apart, and keep their element while they are in sight', () => {
  const windows = fc.array(fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 5 }), { maxLength: 20 });
  fc.assert(
    fc.property(windows, (shown) => {
      const slots = new Slots();
      let before = new Map();
      for (const keys of shown) {
        const now = slots.of(keys, undefined);
        assert.equal(new Set(now).size, keys.length);
        for (const [index, key] of keys.entries()) assert.equal(before.get(key) ?? now[index], now[index]);
        before = new Map(keys.map((key, index) => [key, now[index]]));
      }
    }),
  );
});
