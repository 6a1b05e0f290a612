import assert from 'node:assert/strict';
import type { AggregateCheck } from '../correlation/correlation.types.js';
import type { Harness } from './harness.js';

/** Has each aggregate compared with what it is made of, as the hourly repair does, and returns what came of it. */
export async function verifyAll(api: Harness): Promise<AggregateCheck[]> {
  const checks: AggregateCheck[] = [];
  for (let query: string | undefined = ''; query !== undefined;) {
    const response = await api.call(`/v1/correlation/verify${query}`, { method: 'POST' });
    assert.equal(response.status, 200);
    const check = (await response.json()) as AggregateCheck;
    checks.push(check);
    query = check.next_table === null ? undefined : `?table=${check.next_table}`;
  }
  return checks;
}
