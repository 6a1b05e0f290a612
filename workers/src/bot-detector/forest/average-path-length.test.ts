import assert from 'node:assert/strict';
import { test } from 'node:test';
import { averagePathLength } from './average-path-length.js';

test('no row and one row need no search', () => {
  assert.equal(averagePathLength(0), 0);
  assert.equal(averagePathLength(1), 0);
});

test('two rows are told apart by one split', () => assert.equal(averagePathLength(2), 1));

test('c(n) is 2 H(n-1) - 2 (n-1)/n with the harmonic number approximated by ln plus Euler', () => {
  assert.ok(Math.abs(averagePathLength(256) - 10.244770920116851) < 1e-9);
  let harmonic = 0;
  for (let i = 1; i < 1024; i++) harmonic += 1 / i;
  assert.ok(Math.abs(averagePathLength(1024) - (2 * harmonic - (2 * 1023) / 1024)) < 1e-3);
});
