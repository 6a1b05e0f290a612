import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../http/problem.js';
import { Backlog } from './backlog.js';

test('the backlog is counted again after a second, and when the clock was set back', async () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  let waiting = 10;
  const batches = { backlog: () => Promise.resolve(waiting) };
  const backlog = new Backlog(batches, { now: () => now }, 10);
  await assert.rejects(backlog.check(), Problem);
  waiting = 0;
  now += 999;
  await assert.rejects(backlog.check(), Problem);
  now += 1;
  await backlog.check();
  waiting = 10;
  now -= 3600_000;
  await assert.rejects(backlog.check(), Problem);
  waiting = 0;
  now += 1000;
  await backlog.check();
});
