import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch } from '../events/batches.repository.js';
import { Conditions } from '../store/conditions.js';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';
import { startServer } from '../server.js';
import { verifyAll } from '../testing/aggregates.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { aggregateTables } from './aggregate-tables.js';
import type {
  CorrelationReport,
  CorrelationRepair,
  CorrelationRun,
  CorrelationRuns,
  DueBatches,
} from './correlation.types.js';
import { joinStatement } from './join.sql.js';
import { Lane, type Turn } from './lane.js';

interface Logged {
  path: string;
  correlated: boolean;
  reason: string;
  ja4: string | null;
}

describe('correlation', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness(Date, { JA4_GRACE_MS: '0', JA4_CONNECTION_MAX_S: '600' });
  });
  after(() => api.close());

  const minuteMs = 60_000;
  const now = Date.now();
  /** A time relative to a fixed moment half an hour ago. */
  const at = (ms: number): string => new Date(now - 30 * minuteMs + ms).toISOString();
  let address = 0;
  const newAddress = (): string => `203.0.113.${++address}`;

  async function sensor(name: string): Promise<(kind: 'http' | 'tls', lines: string[]) => Promise<string>> {
    const key = await api.key({ name, kind: 'sensor', sensor_id: name });
    return async (kind, lines) => {
      const response = await api.call(`/v1/events/${kind}`, {
        method: 'POST',
        body: ndjson(lines),
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      });
      const answer = (await response.json()) as { batch_id: string };
      assert.equal(response.status, 202, JSON.stringify(answer));
      return answer.batch_id;
    };
  }

  async function post<T>(path: string, status = 200, body?: object): Promise<T> {
    const response = await api.call(`/v1/correlation/${path}`, {
      method: 'POST',
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    assert.equal(response.status, status, text);
    return JSON.parse(text) as T;
  }

  const runs = (...batchIds: string[]): Promise<CorrelationRuns> => post('run', 200, { batch_ids: batchIds });

  async function run(batchId: string): Promise<CorrelationRun> {
    const { items, failed } = await runs(batchId);
    assert.deepEqual(failed, []);
    return items[0]!;
  }

  async function failsAlone(batchId: string): Promise<void> {
    const { items, failed } = await runs(batchId);
    assert.deepEqual(items, []);
    assert.deepEqual(
      failed.map(({ batch_id }) => batch_id),
      [batchId],
    );
  }

  async function logged(batchId: string): Promise<Logged[]> {
    const sql = `SELECT path, correlated, orphan_reason AS reason, ja4 FROM http_logs
      WHERE batch_id = {batchId:UUID} ORDER BY seq`;
    return api.context.store.rows('test', sql, { batchId });
  }

  /** Requests of the batch in the aggregates: paths are unique, so hosts tell the tests apart. */
  async function aggregated(host: string): Promise<{ requests: number; correlated: number }> {
    const sql = `SELECT sum(a.requests) AS requests, sumIf(a.requests, a.correlated) AS correlated
      FROM agg_host_ip_ja4_1h AS a WHERE host = {host:String}`;
    return (await api.context.store.rows<{ requests: number; correlated: number }>('test', sql, { host }))[0]!;
  }

  async function batch(batchId: string): Promise<Batch> {
    const sql = 'SELECT * FROM ingest_batches FINAL WHERE batch_id = {batchId:UUID}';
    return (await api.context.store.rows<Batch>('test', sql, { batchId }))[0]!;
  }

  /** Takes a batch back to the moment before its run said that it was done. */
  async function forgetRun(batchId: string, changes: Partial<Batch> = {}): Promise<void> {
    const row = await batch(batchId);
    // Of before this turn: what was accepted under it is taken for never tried, and on a slow machine the turn is a minute old here.
    const changed_at = new Date(Date.parse(row.changed_at) - 3_600_000).toISOString();
    const forgotten = { ...row, changed_at, state: 'accepted', ...changes, version: row.version + 1 };
    await api.context.store.insert('test', 'ingest_batches', [forgotten]);
  }

  async function verifyFindsNothing(): Promise<void> {
    const checks = await verifyAll(api);
    assert.deepEqual(
      checks.map(({ table }) => table),
      aggregateTables.map(({ table }) => table),
    );
    assert.ok(checks[0]!.hours > 0);
    for (const { table, different_hours } of checks) assert.deepEqual(different_hours, [], table);
  }

  test('each request finds its own handshake, or says why not', async () => {
    const send = await sensor('pairing');
    const other = await sensor('pairing-other');
    const [a, b, c, d, e, f, g] = Array.from({ length: 7 }, newAddress) as [string, ...string[]];
    await send('tls', [
      tlsLine({ src_ip: a, time: at(0), ja4: 'a1' }),
      // The port is used again by another connection.
      tlsLine({ src_ip: a, time: at(10_000), ja4: 'a2' }),
      tlsLine({ src_ip: a, time: at(10_005), ja4: 'retry', hello_index: 2 }),
      // Two connections of one 4-tuple that name themselves, the later one stamped first.
      tlsLine({ src_ip: b, time: at(500), ja4: 'b1', conn_id: 'x-1' }),
      tlsLine({ src_ip: b, time: at(400), ja4: 'b2', conn_id: 'x-2' }),
      tlsLine({ src_ip: c, time: at(1040), ja4: 'c' }),
      tlsLine({ src_ip: d, time: at(0), ja4: 'd' }),
      tlsLine({ src_ip: e, dst_ip: '192.0.2.99', time: at(0), ja4: 'e' }),
      tlsLine({ src_ip: g, time: at(0), ja4: 'g', conn_id: 'g-1' }),
    ]);
    await other('tls', [tlsLine({ src_ip: f, time: at(0), ja4: 'f' })]);
    const id = await send('http', [
      httpLine({ src_ip: a, time: at(5), path: '/first' }),
      httpLine({ src_ip: a, time: at(5000), path: '/keep-alive' }),
      httpLine({ src_ip: a, time: at(10_500), path: '/port reused' }),
      httpLine({ src_ip: b, time: at(1000), path: '/by conn_id', conn_id: 'x-2' }),
      httpLine({ src_ip: b, time: at(1000), path: '/conn_id without handshake', conn_id: 'x-3' }),
      httpLine({ src_ip: c, time: at(1000), path: '/handshake 40 ms later' }),
      httpLine({ src_ip: c, time: at(900), path: '/handshake 140 ms later' }),
      httpLine({ src_ip: d, time: at(599_000), path: '/just in time' }),
      httpLine({ src_ip: d, time: at(601_000), path: '/expired' }),
      httpLine({ src_ip: e, time: at(5), path: '/other destination' }),
      httpLine({ src_ip: f, time: at(5), path: '/other sensor' }),
      httpLine({ src_ip: g, time: at(601_000), path: '/old, by conn_id', conn_id: 'g-1' }),
      httpLine({ src_ip: a, time: at(5), path: '/plain', scheme: 'http', dst_port: 443 }),
      httpLine({ src_ip: g, time: at(5), path: '/client behind a proxy', conn_id: 'g-1', client_ip: '198.51.100.9' }),
    ]);
    const { requests, matched } = await run(id);
    const found = await logged(id);
    const pair = (path: string, ja4: string): Logged => ({ path, correlated: true, reason: '', ja4 });
    const orphan = (path: string, reason: string): Logged => ({ path, correlated: false, reason, ja4: null });
    assert.deepEqual(found, [
      pair('/first', 'a1'),
      pair('/keep-alive', 'a1'),
      pair('/port reused', 'a2'),
      pair('/by conn_id', 'b2'),
      orphan('/conn_id without handshake', 'no_handshake'),
      pair('/handshake 40 ms later', 'c'),
      orphan('/handshake 140 ms later', 'no_handshake'),
      pair('/just in time', 'd'),
      orphan('/expired', 'connection_expired'),
      orphan('/other destination', 'no_handshake'),
      orphan('/other sensor', 'no_handshake'),
      pair('/old, by conn_id', 'g'),
      orphan('/plain', 'plain_http'),
      pair('/client behind a proxy', 'g'),
    ]);
    assert.deepEqual({ requests, matched }, { requests: 14, matched: found.filter((row) => row.correlated).length });
    await verifyFindsNothing();
  });

  test('a sensor that sends no handshakes is blind', async () => {
    const send = await sensor('blind');
    const id = await send('http', [httpLine({ src_ip: newAddress(), time: at(0), path: '/' })]);
    await run(id);
    assert.deepEqual(await logged(id), [{ path: '/', correlated: false, reason: 'sensor_blind', ja4: null }]);
  });

  test('the columns of http_logs come from the headers', async () => {
    const send = await sensor('headers');
    const headers = [
      ['Host', 'h'],
      ['USER-AGENT', 'curl/8'],
      ['Accept', '*/*'],
      ['Sec-Fetch-Mode', 'cors'],
      ['accept', 'second'],
    ];
    const id = await send('http', [httpLine({ time: at(0), headers }), httpLine({ time: at(0), headers: [] })]);
    await run(id);
    const sql = `SELECT user_agent, accept, referer, sec_fetch_mode, client_headers, length(header_order_hash) AS digits, src_ip = client_ip AS own
      FROM http_logs WHERE batch_id = {id:UUID} ORDER BY seq`;
    const [first, second] = await api.context.store.rows<Record<string, unknown>>('test', sql, { id });
    assert.deepEqual(first, {
      user_agent: 'curl/8',
      accept: '*/*',
      referer: '',
      sec_fetch_mode: 'cors',
      client_headers: 'Host,USER-AGENT,Accept,Sec-Fetch-Mode,accept',
      digits: 16,
      own: 1,
    });
    assert.equal(second!.client_headers, '');
  });

  test('a batch run five times at once and once more later is there once, and counted once', async () => {
    const send = await sensor('once');
    const host = 'once.example';
    const lines = Array.from({ length: 50 }, (_, i) => httpLine({ host, time: at(i), path: `/${i}` }));
    const id = await send('http', lines);
    const results = await Promise.all(Array.from({ length: 5 }, () => run(id)));
    results.push(await run(id));
    for (const other of results) assert.deepEqual(other, results[0]);
    await forgetRun(id);
    const again = await run(id);
    assert.equal(again.requests, 50);
    assert.ok(again.join_no > results[0]!.join_no);
    assert.equal((await logged(id)).length, 50);
    assert.equal((await aggregated(host)).requests, 50);
  });

  test('requests lost under their token are written again, and the aggregates follow', async () => {
    const send = await sensor('lost');
    const host = 'lost.example';
    const id = await send(
      'http',
      Array.from({ length: 20 }, (_, i) => httpLine({ host, time: at(i), path: `/${i}` })),
    );
    await run(id);
    await forgetRun(id);
    await api.context.store.command('test', `DELETE FROM http_logs WHERE batch_id = '${id}' AND seq > 5`);
    assert.equal((await logged(id)).length, 5);
    assert.equal((await run(id)).requests, 20);
    assert.equal(new Set((await logged(id)).map(({ path }) => path)).size, 20);
    assert.equal((await logged(id)).length, 20);
    assert.equal((await aggregated(host)).requests, 20);
  });

  test('a batch that fails five times is in quarantine and holds nobody up', async () => {
    const send = await sensor('broken');
    const broken = await send('http', [httpLine({ time: at(0) })]);
    // As if a line had been lost from the landing table.
    await forgetRun(broken, { good: 2 });
    for (let failure = 1; failure <= 5; failure++) await failsAlone(broken);
    await failsAlone(broken);
    const { state, failures, error } = await batch(broken);
    assert.deepEqual({ state, failures }, { state: 'quarantined', failures: 5 });
    assert.match(error, /1 of 2 requests/);
    const next = await send('http', [httpLine({ time: at(0) })]);
    const { items } = (await (await api.call('/v1/correlation/due')).json()) as DueBatches;
    assert.deepEqual(
      items.map(({ batch_id }) => batch_id),
      [next],
    );
    await run(next);
  });

  test('a handshake that came late is given to its request, in the aggregates too', async () => {
    const send = await sensor('late');
    const host = 'late.example';
    const src_ip = newAddress();
    const id = await send('http', [
      httpLine({ src_ip, host, time: at(100), path: '/late' }),
      httpLine({ src_ip, host, time: at(100), path: '/plain', scheme: 'http' }),
      httpLine({ src_ip, host, time: at(25 * minuteMs), path: '/old connection', conn_id: 'late-1' }),
      httpLine({ src_ip: newAddress(), host, time: at(100), path: '/never' }),
    ]);
    assert.equal((await run(id)).matched, 0);
    await send('tls', [
      tlsLine({ src_ip, time: at(0), ja4: 'late', tls_alpn: ['h2', 'http/1.1'], ip_meta_df: true }),
      tlsLine({ src_ip, src_port: 40000, time: at(-25 * minuteMs), ja4: 'older', conn_id: 'late-1' }),
    ]);
    const { repaired, rebuilt_days } = await post<CorrelationRepair>('repair');
    assert.equal(repaired, 2);
    assert.ok(rebuilt_days.includes(at(100).slice(0, 10)));
    assert.deepEqual(await logged(id), [
      { path: '/late', correlated: true, reason: '', ja4: 'late' },
      { path: '/plain', correlated: false, reason: 'plain_http', ja4: null },
      { path: '/old connection', correlated: true, reason: '', ja4: 'older' },
      { path: '/never', correlated: false, reason: 'sensor_blind', ja4: null },
    ]);
    const sql = `SELECT tls_alpn, ip_meta_df, orphan_side FROM http_logs WHERE batch_id = {id:UUID} AND path = '/late'`;
    assert.deepEqual(await api.context.store.rows('test', sql, { id }), [
      { tls_alpn: ['h2', 'http/1.1'], ip_meta_df: true, orphan_side: '' },
    ]);
    assert.deepEqual(await aggregated(host), { requests: 4, correlated: 2 });
    assert.equal((await post<CorrelationRepair>('repair')).repaired, 0);
    await verifyFindsNothing();
  });

  test('the next repair makes the aggregates again that one which broke off left as they were', async () => {
    const send = await sensor('broken-off');
    const host = 'broken-off.example';
    const src_ip = newAddress();
    const path = '/broken off';
    await run(await send('http', [httpLine({ src_ip, host, time: at(100), method: 'POST', path })]));
    await send('tls', [tlsLine({ src_ip, time: at(0), ja4: 'broken-off' })]);
    const { store } = api.context;
    store.onStatement = (_, query) => {
      if (/CREATE TABLE .*agg_tcp_fingerprint_1h_staging/.test(query)) throw new Error('stopped');
    };
    await post('repair', 500);
    store.onStatement = undefined;
    const { repaired, rebuilt_days } = await post<CorrelationRepair>('repair');
    assert.equal(repaired, 0);
    assert.deepEqual(rebuilt_days, [at(100).slice(0, 10)]);
    for (const table of ['agg_posts_1h', 'agg_ja4_prevalence_1h', 'agg_ja4_prevalence_1d', 'agg_user_agent_1d']) {
      const withHandshake = new Conditions().add(`ja4 = 'broken-off'`);
      assert.ok(await store.count('test', table, withHandshake), table);
    }
    assert.deepEqual(await post('repair'), { repaired: 0, is_complete: true, rebuilt_days: [] });
    await verifyFindsNothing();
  });

  test('an aggregate that differs is found and rebuilt', async () => {
    const { store } = api.context;
    const before = await aggregated('once.example');
    await store.command(
      'test',
      `INSERT INTO agg_host_ip_ja4_1h SELECT * FROM agg_host_ip_ja4_1h WHERE host = 'once.example'`,
    );
    assert.equal((await aggregated('once.example')).requests, 2 * before.requests);
    const [check] = await verifyAll(api);
    assert.equal(check?.table, 'agg_host_ip_ja4_1h');
    assert.ok(check.different_hours.length > 0 && check.rebuilt_days.length > 0);
    assert.deepEqual(await aggregated('once.example'), before);
    await verifyFindsNothing();
  });

  test('a start of the API fills what a migration left empty that was run before it', async () => {
    const { store, settings, logger } = api.context;
    await store.command('test', `TRUNCATE TABLE ${store.database}.agg_ip_1d SYNC`);
    const second = await startServer(settings, logger);
    try {
      await second.fillAggregates();
    } finally {
      await second.close();
    }
    await verifyFindsNothing();
  });

  test('an aggregate that there is not cannot be verified', async () => {
    const { errors } = await post<{ errors: { location: string }[] }>('verify?table=http_logs', 422);
    assert.equal(errors[0]?.location, 'query.table');
  });

  test('landing rows go once their batch is correlated', async () => {
    const rows = async (): Promise<{ state: string }[]> => {
      const sql = `SELECT DISTINCT state FROM ingest_batches FINAL WHERE batch_id IN (SELECT batch_id FROM http_events)`;
      return api.context.store.rows('test', sql);
    };
    const send = await sensor('sweep');
    await run(await send('http', [httpLine({ time: at(0) })]));
    assert.ok((await rows()).some(({ state }) => state === 'correlated'));
    await api.call('/v1/correlation/due');
    assert.deepEqual(await rows(), [{ state: 'quarantined' }]);
  });

  test('of two processes only the one with the greater turn writes', async () => {
    const { store } = api.context;
    const send = await sensor('lanes');
    const id = await send('http', [httpLine({ time: at(0) })]);
    const [first, second] = [new Lane(store, Date), new Lane(store, Date)];
    const lost = await first.run((turn) => Promise.resolve(turn));
    const held = await second.run((turn) => Promise.resolve(turn));
    assert.ok(held.epoch > lost.epoch);
    assert.equal(await first.isHeld(lost), false);
    const latest = Date.now() * 1000;
    const params = { batch_ids: [id], sensor_ids: ['lanes'], join_no: 1, earliest: 0, earliest_named: 0, latest };
    const reach = { connection_max_s: 600, tolerance_ms: 50, seeing_sensors: ['lanes'] };
    const form = { onlyMissing: false, withNetworks: false, areCrowded: false, isSlice: false };
    await store.command('test', joinStatement(store.database, lost, form), { ...params, ...reach });
    assert.deepEqual(await logged(id), []);
    const both = await Promise.all([run(id), first.run((turn) => Promise.resolve(first.nextJoinNo(turn)))]);
    assert.equal((await logged(id)).length, 1);
    assert.notEqual(both[0].join_no, both[1]);
  });

  test('who takes the lane waits while another process rebuilds, which overtakes who took it before', async () => {
    const { store } = api.context;
    const [first, second] = [new Lane(store, Date), new Lane(store, Date)];
    const staging = 'agg_posts_1h_staging_1';
    const taken = (lane: Lane): Promise<Turn> => lane.run((turn) => Promise.resolve(turn));
    let isTaken = false;
    await first.run(async () => {
      const before = await taken(second);
      await store.command(
        'test',
        `CREATE TABLE ${store.database}.${staging} (day Date) ENGINE = MergeTree ORDER BY day`,
      );
      await store.insert('test', staging, [{ day: '2026-11-22' }]);
      await first.keepOut(staging);
      assert.equal(await second.isHeld(before), false);
      const copying = store.rows('test', `SELECT sleepEachRow(0.3) FROM ${staging}`);
      const waiting = taken(second).then(() => (isTaken = true));
      await sleep(300);
      assert.equal(isTaken, false, 'also while a statement works with it');
      await copying;
      await store.command('test', `DROP TABLE ${store.database}.${staging} SYNC`);
      await waiting;
    });
    assert.ok(isTaken);
  });

  test('the report counts matches and reasons, for each sensor', async () => {
    const response = await api.call(`/v1/correlation?from=-1h`);
    const report = (await response.json()) as CorrelationReport;
    assert.equal(response.status, 200, JSON.stringify(report));
    const pairing = report.sensors.find(({ sensor_id }) => sensor_id === 'pairing')!;
    assert.equal(pairing.requests, 14);
    assert.equal(pairing.match_rate, pairing.correlated / 13);
    assert.ok(report.orphans.some(({ reason, requests }) => reason === 'connection_expired' && requests === 1));
    assert.ok(pairing.skew_ms !== null && pairing.skew_ms >= -50, 'no handshake is further ahead than the tolerance');
    assert.ok(pairing.lag_p95_ms! >= pairing.lag_ms!);
    const hours = report.hours.reduce((sum, { requests }) => sum + requests, 0);
    assert.equal(hours, report.requests);
    const empty = (await (
      await api.call('/v1/correlation?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z')
    ).json()) as CorrelationReport;
    assert.deepEqual([empty.requests, empty.match_rate, empty.hours], [0, null, []]);
    assert.equal((await api.call('/v1/correlation?from=yesterday')).status, 422);
  });

  test('a batch that is not there fails, 422 for what is no id, 403 for a sensor', async () => {
    await failsAlone('00000000-0000-4000-8000-000000000000');
    await post('run', 422, { batch_ids: ['nonsense'] });
    await post('run', 422, { batch_ids: [] });
    const key = await api.key({ name: 'sensor', kind: 'sensor', sensor_id: 's' });
    assert.equal((await api.call('/v1/correlation/due', { headers: { authorization: `Bearer ${key}` } })).status, 403);
  });
});
