import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aggregateTables } from '../correlation/aggregate-tables.js';
import type { LoggedRequest } from '../requests/requests.types.js';
import { skipWithoutServices } from '../testing/harness.js';
import { insertRequests, loggedRequest, withoutHandshake } from '../testing/logged-requests.js';
import { plainViews } from '../testing/plain-views.js';
import { addressText } from './address.js';
import { migrateUp } from './migrations.js';
import { Retention } from './retention.js';
import { Store } from './store.js';

const hourMs = 3_600_000;
const clients = ['203.0.113.7', '2001:db8::7', '198.51.100.23', '2001:db8:0:1::ffff:1', '192.0.2.77'];
const paths = [
  '/',
  '/style.css',
  '/app.js',
  '/logo.PNG',
  '/.env',
  '/login',
  '/shop/item-1',
  '/font.woff2',
  '/favicon.ico',
];
const agents = ['Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36', 'curl/8.5.0', ''];
const pick = <T>(list: readonly T[], number: number): T => list[number % list.length]!;

/** Requests of the last twenty hours, and one in ten of three, six or nine days ago. */
function generate(now: number): LoggedRequest[] {
  return Array.from({ length: 600 }, (_, index) => {
    // A multiplicative step visits what is picked in an order of no pattern that matters.
    const mixed = (index * 7919) % 1009;
    const age = index % 10 === 0 ? (3 + 3 * (mixed % 3)) * 24 * hourMs : 0;
    const client_ip = pick(clients, mixed);
    return loggedRequest(index, {
      time: new Date(now - age - hourMs - ((mixed * 71_317) % (19 * hourMs))).toISOString(),
      client_ip,
      src_ip: mixed % 11 === 0 ? '198.51.100.1' : client_ip,
      host: pick(['shop.example', 'www.example:8443'], mixed >> 2),
      path: pick(paths, mixed >> 1),
      query: mixed % 4 ? '' : `q=${mixed % 9}`,
      method: pick(['GET', 'POST', 'GET', 'HEAD', 'PROPFIND'], mixed >> 3),
      status: pick([200, 304, 404, 403, 503], mixed >> 1),
      user_agent: pick(agents, mixed >> 4),
      accept_language: mixed % 3 ? 'en' : '',
      sec_ch_ua: mixed % 5 ? '' : '"Chromium";v="142"',
      sec_fetch_dest: mixed % 6 ? '' : 'document',
      referer: mixed % 2 ? '' : 'https://shop.example/',
      bytes_out: mixed * 10,
      http_version: mixed % 2 ? '2' : '1.1',
      header_order_hash: pick(['a', 'b', 'c'], mixed),
      ja4: pick(['t13d1516h2_8daaf6152771_02713d6af862', 't13d1311h2_f57a46bbacb6_ab7e3b40a677'], mixed >> 5),
      tls_alpn: mixed % 8 ? ['h2', 'http/1.1'] : ['http/1.1'],
      tls_sni: pick(['shop.example', 'www.example', null], mixed),
      conn_id: `c-${mixed % 40}`,
      ...(mixed % 7 === 0 ? withoutHandshake : {}),
      ...(mixed % 3 === 0 ? { asn: 64500 + (mixed % 5), country: pick(['FR', 'DE'], mixed) } : {}),
    });
  });
}

describe('views', { skip: skipWithoutServices }, () => {
  let store: Store;
  before(async () => {
    store = new Store(process.env.CLICKHOUSE_URL!, `test_views_${process.pid}`);
    await migrateUp(store, { retention: new Retention(3650) });
    for (const { table } of aggregateTables)
      await store.command('test', `SYSTEM STOP MERGES ${store.database}.${table}`);
    const requests = generate(Date.now());
    for (let part = 0; part < 3; part++)
      await insertRequests(
        store,
        requests.filter(({ seq }) => seq % 3 === part),
      );
    await insertDetections();
  });
  after(async () => {
    await store.command('test', `DROP DATABASE IF EXISTS ${store.database}`);
    await store.close();
  });

  /** Two of one client, of which one was changed since, so that an old version is there too. */
  async function insertDetections(): Promise<void> {
    const detection = { client_ip: clients[0], kind: 'anomaly', status: 'open', score: 0.9, level: 'high', version: 1 };
    const [first, second] = ['0f5a7c1e-6c3b-5d6e-9a53-2f1f6e0e8a11', '0f5a7c1e-6c3b-5d6e-9a53-2f1f6e0e8a12'];
    await store.insert('test', 'detections', [{ ...detection, detection_id: first, level: 'critical' }]);
    await store.insert('test', 'detections', [
      { ...detection, detection_id: first, version: 2 },
      { ...detection, detection_id: second, level: 'low', score: 0.4 },
    ]);
  }

  /** Rows in one order, with figures rounded: sums of fractions depend on their order. */
  async function rows(sql: string): Promise<string[]> {
    const found = await store.rows<Record<string, unknown>>('test', sql);
    const rounded = (_: string, value: unknown): unknown =>
      typeof value === 'number' ? Number(value.toFixed(9)) : value;
    return found.map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).sort()), rounded)).sort();
  }

  test('there is a plain definition for every view', async () => {
    const views = await store.rows<{ name: string }>(
      'test',
      `SELECT name FROM system.tables WHERE database = {database:String} AND engine = 'View' AND startsWith(name, 'view_') ORDER BY name`,
      { database: store.database },
    );
    assert.deepEqual(
      views.map(({ name }) => name),
      Object.keys(plainViews).sort(),
    );
  });

  for (const [view, plain] of Object.entries(plainViews)) {
    test(`${view} is what http_logs says, with merged parts and without`, async () => {
      const expected = await rows(plain(addressText('client_ip')));
      assert.ok(expected.length > 0);
      assert.deepEqual(await rows(`SELECT * FROM ${view}`), expected);
      for (const { table } of aggregateTables) {
        await store.command('test', `SYSTEM START MERGES ${store.database}.${table}`);
        await store.command('test', `OPTIMIZE TABLE ${store.database}.${table} FINAL`);
        await store.command('test', `SYSTEM STOP MERGES ${store.database}.${table}`);
      }
      assert.deepEqual(await rows(`SELECT * FROM ${view}`), expected);
    });
  }

  test('addresses are shown as people write them', async () => {
    const shown = await store.rows<{ src_ip: string }>(
      'test',
      'SELECT DISTINCT src_ip FROM view_ai_features_1h ORDER BY src_ip',
    );
    assert.deepEqual(
      shown.map(({ src_ip }) => src_ip),
      [...clients].sort(),
    );
  });
});
