import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourStart, isOver, nextHour } from './hours.js';

test('an hour is over a minute after its end, when its last requests are joined', () => {
  const hour = '2026-11-22T14:00:00Z';
  assert.equal(isOver(hour, Date.parse('2026-11-22T14:59:59Z')), false);
  assert.equal(isOver(hour, Date.parse('2026-11-22T15:00:59Z')), false);
  assert.equal(isOver(hour, Date.parse('2026-11-22T15:01:00Z')), true);
});

test('hours follow each other', () => {
  assert.equal(hourStart(Date.parse('2026-11-22T14:59:59Z'), 1), '2026-11-22T15:00:00.000Z');
  assert.equal(nextHour('2026-11-22T23:00:00Z'), '2026-11-23T00:00:00.000Z');
});
