import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../api-types.js';
import { repairJob } from './repair.job.js';

const never = new AbortController().signal;
const context = { id: 'correlation:1', stopping: never, cancelled: never, report: () => Promise.resolve() };

/** The repair over two aggregates, of which each difference is in another hour; notes what was called. */
function repairing(failing: 'repair' | 'tick' | undefined, repairs = 1) {
  const calls: string[] = [];
  const called = <T>(name: string, answer: T): Promise<T> => {
    calls.push(name);
    return name === failing ? Promise.reject(new Error(`${name} failed`)) : Promise.resolve(answer);
  };
  const correlation = {
    repair: () => called('repair', { repaired: 3, is_complete: --repairs === 0, rebuilt_days: [] }),
    verify: ({ table = 'first' }) =>
      called(`verify ${table}`, {
        table,
        hours: 5,
        different_hours: [`an hour of ${table}`],
        rebuilt_days: ['2026-11-22'],
        next_table: table === 'first' ? 'second' : null,
      }),
  };
  const tick = () => called('tick', { batches: 2, failed: 1 });
  return { calls, job: repairJob({ correlation } as unknown as Client, tick) };
}

const inOrder = ['repair', 'tick', 'verify first', 'tick', 'verify second'];

test('batches that are due are joined before each aggregate is compared', async () => {
  const { calls, job } = repairing(undefined);
  assert.deepEqual(await job({}, context), {
    batches: 4,
    failed: 2,
    repaired: 3,
    hours: 5,
    different_hours: 2,
    rebuilt_days: 1,
  });
  assert.deepEqual(calls, inOrder);
});

test('a repair that found as much as it may hold goes on, and batches that are due are joined meanwhile', async () => {
  const { calls, job } = repairing(undefined, 3);
  const { repaired, batches } = await job({}, context);
  assert.deepEqual([repaired, batches], [9, 8]);
  assert.deepEqual(calls, ['repair', 'tick', 'repair', 'tick', ...inOrder]);
});

for (const failing of ['repair', 'tick'] as const) {
  test(`the aggregates are compared although the ${failing} fails, and the job fails with it`, async () => {
    const { calls, job } = repairing(failing);
    await assert.rejects(job({}, context), { message: `${failing} failed` });
    assert.deepEqual(calls, inOrder);
  });
}
