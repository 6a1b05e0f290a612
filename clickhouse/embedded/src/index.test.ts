import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { temporaryDirectory } from './harness.js';
import { startEmbeddedClickhouse, type EmbeddedClickhouse } from './index.js';

let directory: string;
before(() => {
  directory = temporaryDirectory();
});
const clientOf = ({ url }: EmbeddedClickhouse): ClickHouseClient =>
  createClient({ url, log: { level: ClickHouseLogLevel.OFF } });

test('what was acknowledged before SIGKILL is there after a restart on the same port and password', async () => {
  const path = join(directory, 'kill');
  const passwordFile = join(directory, 'password');
  let port = 0;
  let acknowledged = 0;
  for (let round = 0; round < 3; round++) {
    const embedded = await startEmbeddedClickhouse({ path, port, passwordFile });
    port = Number(new URL(embedded.url).port);
    const client = clientOf(embedded);
    await client.command({
      query: 'CREATE TABLE IF NOT EXISTS t (a UInt64) ENGINE = MergeTree ORDER BY a SETTINGS fsync_after_insert = 1',
    });
    const kept = await client.query({ query: 'SELECT count() AS n, uniqExact(a) AS u FROM t', format: 'JSONEachRow' });
    const [{ n, u }] = (await kept.json<{ n: number; u: number }>()) as [{ n: number; u: number }];
    assert.ok(n >= acknowledged && n === u, `${n} rows, ${u} of them different, ${acknowledged} acknowledged`);
    acknowledged = n;

    const exit = once(embedded.child, 'exit');
    setTimeout(() => embedded.child.kill('SIGKILL'), 400);
    try {
      for (let next = round * 1e6; ; next += 10) {
        const values = Array.from({ length: 10 }, (_, i) => ({ a: next + i }));
        await client.insert({ table: 't', values, format: 'JSONEachRow' });
        acknowledged += 10;
      }
    } catch (error) {
      assert.match(String((error as NodeJS.ErrnoException).code), /ECONNRESET|ECONNREFUSED|EPIPE/);
    }
    await exit;
    await client.close();
  }
  assert.ok(acknowledged > 0);
});

test('the password is made once, readable by its owner only', async () => {
  const passwordFile = join(directory, 'made');
  const embedded = await startEmbeddedClickhouse({ path: join(directory, 'password-data'), passwordFile });
  assert.equal(statSync(passwordFile).mode & 0o777, 0o600);
  assert.equal(new URL(embedded.url).password, readFileSync(passwordFile, 'utf8').trim());
  assert.equal(new URL(embedded.url).hostname, '127.0.0.1');
  await embedded.stop();
  assert.equal(embedded.child.exitCode, 0);
});

test('stop waits for an insert that runs', async () => {
  const path = join(directory, 'stop');
  const embedded = await startEmbeddedClickhouse({ path });
  const client = clientOf(embedded);
  await client.command({ query: 'CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a' });
  const insert = client.command({ query: 'INSERT INTO t SELECT number FROM numbers(20) WHERE sleepEachRow(0.05) = 0' });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await Promise.all([insert, embedded.stop()]);
  await client.close();
  const again = await startEmbeddedClickhouse({ path });
  const reader = clientOf(again);
  const rs = await reader.query({ query: 'SELECT count() AS n FROM t', format: 'JSONEachRow' });
  assert.deepEqual(await rs.json(), [{ n: 20 }]);
  await reader.close();
  await again.stop();
});

test('a start that fails says why', async () => {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  await assert.rejects(startEmbeddedClickhouse({ path: join(file, 'below') }), /before it was ready[^]*ENOTDIR/);
  const used = join(directory, 'used');
  mkdirSync(used);
  const first = await startEmbeddedClickhouse({ path: used });
  await assert.rejects(startEmbeddedClickhouse({ path: used }), /before it was ready/);
  const port = Number(new URL(first.url).port);
  await assert.rejects(startEmbeddedClickhouse({ path: join(directory, 'other'), port }), /EADDRINUSE/);
  await first.stop();
});

test('without its launcher it ends by itself, although a statement runs', async () => {
  const embedded = await startEmbeddedClickhouse({ path: join(directory, 'busy') });
  const client = clientOf(embedded);
  const settings = { function_sleep_max_microseconds_per_block: '60000000' };
  const query = 'SELECT sum(sleepEachRow(0.01)) FROM numbers(3000)';
  const running = client.query({ query, clickhouse_settings: settings }).catch(() => undefined);
  for (let seen = '0'; seen === '0';) {
    const sql = `SELECT count() FROM system.processes WHERE position(query, 'sleepEachRow(0.0' || '1)') > 0`;
    seen = (await (await client.query({ query: sql, format: 'TabSeparated' })).text()).trim();
  }
  await embedded.stop();
  assert.deepEqual([embedded.child.exitCode, embedded.child.signalCode], [1, null]);
  await running;
  await client.close();
});
