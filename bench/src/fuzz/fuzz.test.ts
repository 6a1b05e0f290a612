import assert from 'node:assert/strict';
import test from 'node:test';
import { fuzz, replayCorpus } from './fuzz.js';

test('every input of the corpus, one of each fault ever found among them, is read without a fault', async (context) => {
  const count = await replayCorpus();
  context.diagnostic(`${count} inputs`);
  assert.ok(count > 0);
});

test('a bounded number of mutated inputs against every layer', { timeout: 300_000 }, async (context) => {
  const log = (line: string): void => context.diagnostic(line);
  const { holds, result } = await fuzz({ executions: 1_000_000, seed: 1, guidedBatches: 0, log });
  assert.ok(holds, JSON.stringify(result));
});
