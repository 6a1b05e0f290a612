import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createClient } from '@clickhouse/client';
import { moveCodeToHugePages } from './code-pages.js';
import { temporaryDirectory } from './harness.js';
import { startEmbeddedClickhouse } from './index.js';
import { maxCodeBytes } from './limits.js';

const enabled = '/sys/kernel/mm/transparent_hugepage/enabled';
const unavailable =
  !existsSync(enabled) || readFileSync(enabled, 'utf8').includes('[never]')
    ? 'the kernel has no transparent huge pages'
    : maxCodeBytes < 400e6 && 'the machine has less than 6 GB of memory';

/** Bytes of huge pages in which code lies that is of no file. */
function hugeCodeOf(pid: number): number {
  const parts = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  const code = parts.filter((part) => /^\S+ r-xp 00000000 00:00 0 *$/m.test(part));
  return code.reduce((sum, part) => sum + 1024 * Number(/^AnonHugePages: +(\d+) kB$/m.exec(part)![1]), 0);
}

test(
  'the code of the engine lies in huge pages, and its errors still find their way',
  { skip: unavailable },
  async (t) => {
    const embedded = await startEmbeddedClickhouse({ path: temporaryDirectory() });
    const client = createClient({ url: embedded.url });
    t.after(async () => {
      await client.close();
      await embedded.stop();
    });
    const moved = hugeCodeOf(embedded.pid);
    assert.ok(moved > 300e6, `${moved} bytes`);
    await assert.rejects(client.query({ query: "SELECT throwIf(number = 7, 'seven') FROM numbers(10)" }), /seven/);
    const sum = await client.query({ query: 'SELECT sum(number) AS sum FROM numbers(1e7)', format: 'JSONEachRow' });
    assert.deepEqual(await sum.json(), [{ sum: (1e7 * (1e7 - 1)) / 2 }]);
  },
);

test('code that is too large, or of no library that is loaded, stays where it is', () => {
  assert.equal(moveCodeToHugePages('/bin/node', 1), 0);
  assert.equal(moveCodeToHugePages('/libnone.so', Infinity), 0);
});
