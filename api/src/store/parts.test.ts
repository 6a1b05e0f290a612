import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsOf } from './parts.js';

test('a list is cut where a parameter is full; a value that is too long goes alone', () => {
  const values = [
    'a',
    'x'.repeat(70_000),
    ...Array.from({ length: 50_000 }, (_, at) => String(at)),
    'ä'.repeat(40_000),
  ];
  const parts = [...partsOf(values)];
  assert.deepEqual(parts.flat(), values);
  assert.ok(parts.every((part) => part.length === 1 || Buffer.byteLength(JSON.stringify(part)) < 65_540));
  assert.ok(parts.length < 12);
  assert.deepEqual([...partsOf([])], []);
});
