import assert from 'node:assert/strict';
import test from 'node:test';
import { countByTurn } from '../testing/turns.js';
import { parsedInTurns } from './parsed-in-turns.js';

test('many rows are read in their order and in turns, however they arrive', async (t) => {
  const calls = countByTurn(t);
  const rows = Array.from({ length: 3000 }, (_, number) => ({
    json() {
      calls.count();
      return number;
    },
  }));
  async function* arriving(): AsyncGenerator<typeof rows> {
    for (const [from, to] of [[0, 1] as const, [1, 2900] as const, [2900, 3000] as const])
      yield await Promise.resolve(rows.slice(from, to));
  }
  assert.deepEqual(await parsedInTurns(arriving()), [...rows.keys()]);
  assert.ok(calls.most() <= 250);
});
