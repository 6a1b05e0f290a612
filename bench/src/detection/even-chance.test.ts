import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evenChance } from './even-chance.js';

test('two of whom neither may have both of two rows succeed half of the time', () => {
  assert.ok(Math.abs(evenChance([1000, 1000], 2, 0.001) - 0.5) < 0.02);
});

test('what nobody can exceed is never exceeded, and what somebody must get is always too much', () => {
  assert.equal(evenChance([10, 90], 5, 0.5), 1);
  assert.equal(evenChance([10, 90], 5, 0.01), 0);
});
