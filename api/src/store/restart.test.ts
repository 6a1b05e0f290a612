import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { rootDir } from '../http/pages.js';
import { skipWithoutServices } from '../testing/harness.js';
import { StoreUnavailable } from './errors.js';
import { Store } from './store.js';

const engine = join(rootDir, 'clickhouse', 'embedded', 'dist', 'main.js');

describe('a ClickHouse that is killed', { skip: skipWithoutServices }, () => {
  const path = mkdtempSync(join(tmpdir(), 'ja4-restart-'));
  let child: ChildProcess;
  let store: Store;
  after(async () => {
    await store.close();
    child.kill('SIGKILL');
    rmSync(path, { recursive: true, force: true });
  });

  /** Starts it and returns its address: the same each time. */
  async function started(port: string): Promise<string> {
    const args = ['--single-threaded', engine, '--path', path, '--port', port];
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
    return (JSON.parse(line) as { url: string }).url;
  }

  async function killed(): Promise<void> {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  const slow = 'SELECT sum(sipHash64(number)) AS endless FROM numbers(1000000000000)';
  const isUnavailable = (error: unknown): boolean => {
    assert.ok(error instanceof StoreUnavailable);
    assert.equal(error.message, 'The store cannot be used for the moment.');
    return true;
  };

  it('a query under way is unavailable, so is the next; reads go on once it is back', async () => {
    const url = await started('0');
    store = new Store(url, 'default');
    assert.deepEqual(await store.rows('test', 'SELECT 1 AS one'), [{ one: 1 }]);
    const rows = assert.rejects(store.rows('test', slow), isUnavailable);
    const streamed = assert.rejects(store.stream('test', slow).next(), isUnavailable);
    await sleep(500);
    await killed();
    await Promise.all([rows, streamed]);
    await assert.rejects(store.ping(), isUnavailable);
    assert.equal(await started(new URL(url).port), url);
    assert.deepEqual(await store.rows('test', 'SELECT 1 AS one'), [{ one: 1 }]);
  });
});
