import assert from 'node:assert/strict';
import test from 'node:test';
import { turnsDuring } from '../testing/turns.js';
import { parsedInTurns } from './parsed-in-turns.js';

test('many rows are read in their order and in turns, however they arrive', async (t) => {
  const turn = turnsDuring(t);
  const byTurn = new Map<number, number>();
  const rows = Array.from({ length: 3000 }, (_, number) => ({
    json() {
      byTurn.set(turn(), (byTurn.get(turn()) ?? 0) + 1);
      return number;
    },
  }));
  async function* arriving(): AsyncGenerator<typeof rows> {
    for (const [from, to] of [[0, 1] as const, [1, 2900] as const, [2900, 3000] as const])
      yield await Promise.resolve(rows.slice(from, to));
  }
  assert.deepEqual(await parsedInTurns(arriving()), [...rows.keys()]);
  assert.ok(Math.max(...byTurn.values()) <= 250);
});
