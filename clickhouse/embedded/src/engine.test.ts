import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Engine } from './engine.js';
import { temporaryDirectory } from './harness.js';
import type { Job } from './job.js';

const read = (sql: string): Job => ({ changes: [], sql, countLines: false, format: 'TabSeparated', stream: true });

async function text(output: AsyncGenerator<Uint8Array, unknown>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of output) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

const throwIt = (error: Error): never => {
  throw error;
};

test('one runs, one waits, the third is refused with code 202; an abort frees the lane', async () => {
  const engine = await Engine.open({
    path: temporaryDirectory(),
    lanes: 1,
    waiting: 1,
    long: { priority: 1, places: 1 },
    args: [],
    onStuck: throwIt,
  });
  const controller = new AbortController();
  const endless = text(engine.execute(read('SELECT sum(sipHash64(number)) FROM numbers(1e12)'), controller.signal));
  const { signal } = new AbortController();
  const waiting = text(engine.execute(read('SELECT 1'), signal));
  await assert.rejects(text(engine.execute(read('SELECT 2'), signal)), { code: 202 });
  controller.abort();
  await assert.rejects(endless, { code: 394 });
  assert.equal(await waiting, '1\n');
  await engine.close();
});
