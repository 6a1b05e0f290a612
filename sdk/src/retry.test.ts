import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionError, ProblemError } from './problem.js';
import { retrying } from './retry.js';

const unavailable = (retryAfterMs?: number): ProblemError =>
  new ProblemError({ type: '', title: '', status: 503, detail: '', code: 'unavailable', request_id: '' }, retryAfterMs);

/** Returns the waits before a call that always fails gives up. */
async function waitsOf(error: Error, retries: number): Promise<number[]> {
  const waits: number[] = [];
  const wait = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
  await assert.rejects(
    retrying(() => Promise.reject(error), { retries, wait }),
    error,
  );
  return waits;
}

test('waits grow up to a bound and are random below it', async () => {
  const waits = await waitsOf(new ConnectionError('away'), 12);
  assert.equal(waits.length, 12);
  waits.forEach((ms, index) => assert.ok(ms >= 0 && ms <= Math.min(10_000, 200 * 2 ** index)));
});

test('Retry-After is the least wait', async () => {
  const [ms = 0] = await waitsOf(unavailable(5000), 1);
  assert.ok(ms >= 5000 && ms <= 5200);
});

test('asked to wait too long, or refused for good, it gives up at once', async () => {
  assert.deepEqual(await waitsOf(unavailable(3_600_000), 3), []);
  assert.deepEqual(await waitsOf(new TypeError('a fault of ours'), 3), []);
});
