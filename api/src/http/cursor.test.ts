import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './cursor.js';
import { Problem } from './problem.js';

const list = 'keys.list';
const query = { host: 'shop.example', sort: '-time' };

test('a cursor gives back its position for the query it was made for', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 4 }), (position) => {
      assert.deepEqual(decodeCursor(list, query, encodeCursor(list, query, position), position.length), position);
    }),
  );
});

test('a cursor of another query is refused by name', () => {
  const cursor = encodeCursor(list, { ...query, sort: 'time' }, ['a', 1]);
  assert.throws(() => decodeCursor(list, query, cursor, 2), isBadRequest(/another query/));
});

test('a cursor of another list is refused by name', () => {
  const cursor = encodeCursor('users.list', query, ['a', 1]);
  assert.throws(() => decodeCursor(list, query, cursor, 2), isBadRequest(/another query/));
});

test('whatever is not a cursor is refused', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.throws(() => decodeCursor(list, query, text, 2), isBadRequest(/./));
    }),
  );
});

function isBadRequest(detail: RegExp) {
  return (error: unknown): boolean =>
    error instanceof Problem && error.status === 400 && detail.test(error.message) && error.errors?.[0] !== undefined;
}
