import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createLogger } from '@ja4-platform/common';
import type { LoggedRequest } from '../requests/requests.types.js';
import { migrateUp } from '../store/migrations.js';
import { Retention } from '../store/retention.js';
import { Store } from '../store/store.js';
import { skipWithoutServices } from '../testing/harness.js';
import { insertRequests, loggedRequest, withoutHandshake } from '../testing/logged-requests.js';
import { aggregateTables, isDaily } from './aggregate-tables.js';
import { Aggregates } from './aggregates.js';

const now = Date.parse('2026-11-23T01:30:00Z');
const retention = new Retention(3650);

/** Requests of three hours over IPv4 and IPv6, with a proxy, without a handshake, and without a country. */
const requests: LoggedRequest[] = Array.from({ length: 60 }, (_, index) =>
  loggedRequest(index, {
    time: new Date(Date.parse('2026-11-22T13:30:00Z') + index * 97_531).toISOString(),
    src_ip: index % 4 === 3 ? '198.51.100.1' : index % 2 ? '2001:db8::7' : '203.0.113.7',
    client_ip: index % 2 ? '2001:db8::7' : '203.0.113.7',
    path: ['/', '/a.css', '/.env', '/login', '/b.png'][index % 5]!,
    method: index % 7 === 3 ? 'POST' : 'GET',
    h2_fingerprint: index % 4 < 2 ? '' : '1:65536|0|0|m,a,s,p',
    client_headers: index % 4 < 2 ? 'Host,Accept' : 'host,accept',
    ...(index % 3 === 0 ? withoutHandshake : {}),
    ...(index % 5 === 0 ? { asn: 64500, country: 'FR' } : {}),
  }),
);

describe('aggregates', { skip: skipWithoutServices }, () => {
  let store: Store;
  let aggregates: Aggregates;
  before(async () => {
    store = new Store(process.env.CLICKHOUSE_URL!, `test_aggregates_${process.pid}`);
    await migrateUp(store, { retention });
    aggregates = new Aggregates(store, createLogger('test', 'error'), retention, () => Promise.resolve());
    // Four parts in each table, which nothing merges yet.
    for (const { table } of aggregateTables)
      await store.command('test', `SYSTEM STOP MERGES ${store.database}.${table}`);
    for (let part = 0; part < 4; part++)
      await insertRequests(
        store,
        requests.filter(({ seq }) => seq % 4 === part),
      );
    await insertHandshakes();
  });
  after(async () => {
    await store.command('test', `DROP DATABASE IF EXISTS ${store.database}`);
    await store.close();
  });

  async function insertHandshakes(): Promise<void> {
    const columns =
      'sensor_id, batch_id, seq, received_at, time, src_ip, src_port, dst_ip, dst_port, transport, ja4, source';
    for (const second of [1, 2, 3]) {
      const row = `'web-1', '0f5a7c1e-6c3b-5d6e-9a53-2f1f6e0e8a11', ${second}, now(), '2026-11-22 14:00:0${second}',
        '203.0.113.7', 40000, '192.0.2.1', 443, 't', 't13d1516h2_8daaf6152771_d8a2da3f94cd', 'wire'`;
      await store.command('test', `INSERT INTO ${store.database}.handshakes (${columns}) VALUES (${row})`);
    }
  }

  /** What a table says of each of its keys: states as what they amount to, the same however its parts are merged. */
  async function contents(table: string): Promise<string[]> {
    const columns = await store.rows<{ name: string; type: string; is_in_sorting_key: number }>(
      'test',
      `SELECT name, type, is_in_sorting_key FROM system.columns
       WHERE database = {database:String} AND table = {table:String} AND default_kind != 'ALIAS'`,
      { database: store.database, table },
    );
    const keys = columns.filter((column) => column.is_in_sorting_key).map(({ name }) => `t.${name}`);
    const values = columns.filter((column) => !column.is_in_sorting_key).map(({ name, type }) => merged(name, type));
    const sql = `SELECT toString(tuple(${[...keys, ...values].join(', ')})) AS row FROM ${table} AS t
      GROUP BY ${keys.join(', ')} ORDER BY row`;
    return (await store.rows<{ row: string }>('test', sql)).map(({ row }) => row);
  }

  test('every view on http_logs, on handshakes and on aggregates fills a table of the list', async () => {
    const views = await store.rows<{ name: string }>(
      'test',
      `SELECT name FROM system.tables WHERE database = {database:String} AND engine = 'MaterializedView'
       AND (as_select LIKE '%.http_logs %' OR as_select LIKE '%.handshakes %' OR as_select LIKE '%.agg_%')`,
      { database: store.database },
    );
    const names = views.map(({ name }) => name);
    assert.ok(names.length >= aggregateTables.length);
    const withoutTable = names.filter((name) => !aggregateTables.some(({ table }) => name.startsWith(`${table}_`)));
    const withoutView = aggregateTables.filter(({ table }) => !names.includes(`${table}_view`));
    assert.deepEqual({ withoutTable, withoutView }, { withoutTable: [], withoutView: [] });
  });

  test('what the views kept agrees with the tables they read', async () => {
    const check = await aggregates.verify(now);
    assert.deepEqual(check, { hours: 3, different_hours: [], rebuilt_days: [] });
  });

  for (const { table } of aggregateTables) {
    test(`${table}: unmerged, merged and rebuilt it says the same`, async () => {
      const unmerged = await contents(table);
      assert.ok(unmerged.length > 0);
      await store.command('test', `TRUNCATE TABLE ${store.database}.${table} SYNC`);
      const check = await aggregates.verify(now);
      assert.ok(check.different_hours.length > 0);
      assert.deepEqual(check.rebuilt_days, ['2026-11-22']);
      assert.deepEqual(await contents(table), unmerged);
      await store.command('test', `SYSTEM START MERGES ${store.database}.${table}`);
      await store.command('test', `OPTIMIZE TABLE ${store.database}.${table} FINAL`);
      assert.deepEqual(await contents(table), unmerged);
      const [rows] = await store.rows<{ rows: number }>('test', `SELECT count() AS rows FROM ${table}`);
      assert.equal(rows?.rows, unmerged.length);
      assert.deepEqual((await aggregates.verify(now)).different_hours, []);
    });
  }

  test('what is known of some requests of a row is not lost when parts are merged', async () => {
    const host = 'merged.example';
    const known = { h2_fingerprint: '1:65536|0|0|m,a,s,p', client_headers: 'host,accept' };
    const read = (): Promise<unknown[]> =>
      store.rows(
        'test',
        `SELECT max(h2_fingerprint) AS h2_fingerprint, max(client_headers) AS client_headers
         FROM agg_host_ip_ja4_1h WHERE host = {host:String}`,
        { host },
      );
    const unknown = { h2_fingerprint: '', client_headers: 'Host,Accept' };
    await store.command('test', `SYSTEM STOP MERGES ${store.database}.agg_host_ip_ja4_1h`);
    for (const said of [unknown, known, unknown]) {
      await insertRequests(store, [
        loggedRequest(0, { batch_id: randomUUID(), host, time: '2026-11-21T08:00:00Z', ...said }),
      ]);
    }
    assert.deepEqual(await read(), [known]);
    await store.command('test', `SYSTEM START MERGES ${store.database}.agg_host_ip_ja4_1h`);
    await store.command('test', `OPTIMIZE TABLE ${store.database}.agg_host_ip_ja4_1h FINAL`);
    assert.deepEqual(await read(), [known]);
  });

  test('a day of handshakes is made again when it is over: what comes meanwhile would be lost', async () => {
    const aggregate = aggregateTables.find(({ source }) => source === 'handshakes')!;
    const whole = await contents(aggregate.table);
    await store.command('test', `TRUNCATE TABLE ${store.database}.${aggregate.table} SYNC`);
    for (const time of ['2026-11-22T18:30:00Z', '2026-11-23T00:59:59Z']) {
      const check = await aggregates.verifyTable(aggregate, Date.parse(time));
      assert.deepEqual(check, { hours: 0, different_hours: [], rebuilt_days: [] });
    }
    const check = await aggregates.verifyTable(aggregate, Date.parse('2026-11-23T01:00:00Z'));
    assert.deepEqual(check.rebuilt_days, ['2026-11-22']);
    assert.deepEqual(await contents(aggregate.table), whole);
  });

  test('a day is made again whole when the index has an entry in the last second of an hour', async () => {
    const base = loggedRequest(0, { time: '2026-11-20T12:00:00.000000Z' });
    await insertRequests(store, [base]);
    const { database } = store;
    await store.command(
      'test',
      `INSERT INTO ${database}.http_logs SELECT base.* REPLACE (toUInt32(1 + number) AS seq,
         if(number < 100, toDateTime64('2026-11-20 10:00:01', 6, 'UTC'), toDateTime64('2026-11-20 10:59:59.7', 6, 'UTC')) AS time)
       FROM numbers(20000) AS n CROSS JOIN (SELECT * FROM ${database}.http_logs WHERE toDate(time) = '2026-11-20') AS base`,
    );
    assert.deepEqual((await aggregates.verify(now)).different_hours, []);
    await store.command('test', `TRUNCATE TABLE ${database}.agg_protocol_1h SYNC`);
    assert.ok((await aggregates.verify(now)).rebuilt_days.includes('2026-11-20'));
    assert.deepEqual((await aggregates.verify(now)).different_hours, []);
  });

  test('the other days of the week stay as they are when one is made again', async () => {
    const days = ['2026-11-15', '2026-11-16', '2026-11-17', '2026-11-22'];
    const synchronously = { mutations_sync: '1' as const };
    await insertRequests(
      store,
      days.map((day, seq) => loggedRequest(seq, { batch_id: randomUUID(), time: `${day}T23:59:59.999999Z` })),
    );
    for (const aggregate of aggregateTables.filter(isDaily)) {
      const { table } = aggregate;
      const before = await contents(table);
      await store.command(
        'test',
        `ALTER TABLE ${store.database}.${table} DELETE WHERE hour = '2026-11-17'`,
        {},
        synchronously,
      );
      const check = await aggregates.verifyTable(aggregate, now);
      assert.deepEqual(check.rebuilt_days, ['2026-11-17'], table);
      assert.deepEqual(await contents(table), before, table);
    }
  });

  test('a retried insert is counted once in every aggregate', async () => {
    const again = requests.map((request) => ({ ...request, host: 'again.example' }));
    for (let attempt = 0; attempt < 2; attempt++) {
      await store.insert(
        'test',
        'http_logs',
        again.map(({ id, ...columns }) => columns),
        { insert_deduplication_token: 'again' },
      );
    }
    assert.deepEqual((await aggregates.verify(now)).different_hours, []);
  });

  describe('whose requests are gone', () => {
    const hourly = ['agg_host_ip_ja4_1h', 'agg_entity_1h', 'agg_ja4_prevalence_1h'];
    const later = Date.parse('2026-12-05T00:00:00Z');
    let keptLonger: Aggregates;
    before(async () => {
      await store.command('test', `TRUNCATE TABLE ${store.database}.http_logs SYNC`);
      const kept = new Retention(7, new Map(hourly.map((table) => [table, 60])));
      keptLonger = new Aggregates(store, createLogger('test', 'error'), kept, () => Promise.resolve());
    });

    test('a day stays where it is kept longer', async () => {
      const before = await Promise.all(hourly.map(contents));
      await keptLonger.rebuild('2026-11-22', later);
      assert.deepEqual(await Promise.all(hourly.map(contents)), before);
    });

    for (const aggregate of aggregateTables.filter(isDaily))
      test(`${aggregate.table} is made again of hours that are kept longer`, async () => {
        const { table } = aggregate;
        const before = await contents(table);
        await store.command('test', `TRUNCATE TABLE ${store.database}.${table} SYNC`);
        const check = await keptLonger.verifyTable(aggregate, later);
        assert.ok(check.rebuilt_days.includes('2026-11-22'));
        assert.deepEqual(await contents(table), before);
      });
  });
});

/** One column of a group of rows, whatever its kind of state. */
function merged(name: string, type: string): string {
  const [, kind, call = ''] = /^(Simple)?AggregateFunction\((\w+(?:\([^)]*\))?)/.exec(type) ?? [];
  const [, plain = '', parameters = ''] = /^(\w+)(\(.*\))?$/.exec(call) ?? [];
  if (kind) return `${plain}(t.${name})`;
  const value = `${plain}Merge${parameters}(t.${name})`;
  return plain.startsWith('group') ? `arraySort(${value})` : value;
}
