import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Batch } from '../events/batches.repository.js';
import { answer } from '../testing/calls.js';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';
import { verifyAll } from '../testing/aggregates.js';
import { QueryTooHeavy } from '../store/errors.js';
import type { Store } from '../store/store.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { CorrelationRuns } from './correlation.types.js';
import { groupsOf, GroupSize } from './groups.js';
import { Lane } from './lane.js';

test('groups keep the order, hold at most 80,000 requests and so many batches, and a larger batch alone', () => {
  const batches = [50_000, 30_000, 1, 80_000, 90_000, 10, 20, 30].map((good) => ({ good }));
  const sizes = groupsOf(batches, 2).map((group) => group.map(({ good }) => good));
  assert.deepEqual(sizes, [[50_000, 30_000], [1], [80_000], [90_000], [10, 20], [30]]);
});

describe('groups of batches', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let clockMs = Date.now();
  const start = clockMs - 30 * 60_000;
  const at = (ms: number): string => new Date(start + ms).toISOString();
  let tests = 0;
  before(async () => {
    api = await startHarness({ now: () => clockMs }, { JA4_GRACE_MS: '0' });
    // What is accepted more than a minute after the turn began is known to be fresh.
    await run([await send('first', 'http', [httpLine({ time: at(0) })])]);
    clockMs += 61_000;
  });
  after(() => api.close());

  const keys = new Map<string, string>();
  async function send(sensor: string, kind: 'http' | 'tls', lines: string[]): Promise<string> {
    const key = keys.get(sensor) ?? (await api.key({ name: sensor, kind: 'sensor', sensor_id: sensor }));
    keys.set(sensor, key);
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
    const response = await api.call(`/v1/events/${kind}`, { method: 'POST', body: ndjson(lines), headers });
    assert.equal(response.status, 202);
    return ((await response.json()) as { batch_id: string }).batch_id;
  }

  /** Sends batches of ten requests to one host each test has for itself. */
  async function sendBatches(count: number): Promise<{ ids: string[]; host: string }> {
    const host = `group-${++tests}.example`;
    const ids: string[] = [];
    for (let index = 0; index < count; index++) {
      const lines = Array.from({ length: 10 }, (_, seq) => httpLine({ host, time: at(seq), path: `/${index}/${seq}` }));
      ids.push(await send('web', 'http', lines));
    }
    return { ids, host };
  }

  async function call<T>(path: string, body?: object): Promise<T> {
    const response = await api.call(`/v1/correlation/${path}`, {
      method: 'POST',
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return JSON.parse(text) as T;
  }
  const run = (batch_ids: string[]): Promise<CorrelationRuns> => call('run', { batch_ids });

  const rows = <T>(sql: string, params = {}): Promise<T[]> => api.context.store.rows<T>('test', sql, params);
  const command = (sql: string): Promise<void> => api.context.store.command('test', sql);

  /** Takes batches back to the moment before their run said that it was done. */
  async function forgetRuns(ids: string[], changes: Partial<Batch> = {}): Promise<void> {
    const found = await rows<Batch>('SELECT * FROM ingest_batches FINAL WHERE batch_id IN {ids:Array(UUID)}', { ids });
    const forgotten = found.map((row) => ({ ...row, state: 'accepted', ...changes, version: row.version + 1 }));
    await api.context.store.insert('test', 'ingest_batches', forgotten);
  }

  async function expectEachOnce(host: string, requests: number): Promise<void> {
    const sql = `SELECT count() AS stored, uniqExact(path) AS paths,
        (SELECT sum(a.requests) FROM agg_host_ip_ja4_1h AS a WHERE a.host = {host:String}) AS aggregated
      FROM http_logs WHERE host = {host:String}`;
    const [found] = await rows<Record<string, number>>(sql, { host });
    assert.deepEqual(found, { stored: requests, paths: requests, aggregated: requests });
    for (const { table, different_hours } of await verifyAll(api)) assert.deepEqual(different_hours, [], table);
  }

  test('many batches are written by one run, each under a number of its own', async () => {
    const { ids, host } = await sendBatches(5);
    const { items, failed } = await run(ids);
    assert.deepEqual(failed, []);
    assert.deepEqual(
      items.map(({ batch_id, requests }) => ({ batch_id, requests })),
      ids.map((batch_id) => ({ batch_id, requests: 10 })),
    );
    const first = items[0]!.join_no;
    assert.deepEqual(
      items.map(({ join_no }) => join_no - first),
      [0, 1, 2, 3, 4],
    );
    const stored = await rows(
      `SELECT DISTINCT batch_id, join_no FROM http_logs WHERE host = '${host}' ORDER BY join_no`,
    );
    assert.deepEqual(
      stored,
      items.map(({ batch_id, join_no }) => ({ batch_id, join_no })),
    );
    await expectEachOnce(host, 50);
    assert.deepEqual(await run(ids), { items, failed: [] });
    await expectEachOnce(host, 50);
  });

  test('sensors in one group do not find each other’s handshakes', async () => {
    const src_ip = '203.0.113.77';
    const request = (path: string): string => httpLine({ src_ip, time: at(5), path, conn_id: 'c-1' });
    await send('seeing-1', 'tls', [tlsLine({ src_ip, time: at(0), ja4: 'one', conn_id: 'c-1' })]);
    await send('seeing-2', 'tls', [tlsLine({ src_ip, time: at(1), ja4: 'two', conn_id: 'c-1' })]);
    await send('seeing-3', 'tls', [tlsLine({ src_ip: '203.0.113.78', time: at(1), ja4: 'three' })]);
    const ids = [
      await send('seeing-1', 'http', [request('/1')]),
      await send('seeing-2', 'http', [request('/2'), httpLine({ src_ip, time: at(5), path: '/2 by address' })]),
      await send('seeing-3', 'http', [request('/3')]),
      await send('blind', 'http', [request('/4')]),
    ];
    const { items } = await run(ids);
    assert.deepEqual(
      items.map(({ requests, matched }) => [requests, matched]),
      [
        [1, 1],
        [2, 2],
        [1, 0],
        [1, 0],
      ],
    );
    const sql = `SELECT path, ifNull(ja4, orphan_reason) AS found FROM http_logs
      WHERE batch_id IN {ids:Array(UUID)} ORDER BY join_no, seq`;
    assert.deepEqual(await rows(sql, { ids }), [
      { path: '/1', found: 'one' },
      { path: '/2', found: 'two' },
      { path: '/2 by address', found: 'two' },
      { path: '/3', found: 'no_handshake' },
      { path: '/4', found: 'sensor_blind' },
    ]);
  });

  /** Another process takes the lane: to whoever has it next, all batches so far are old. */
  async function loseTurn(): Promise<void> {
    await new Lane(api.context.store, { now: () => clockMs }).run(() => Promise.resolve());
  }

  /** Runs the batches as the process after one that was killed does, and expects all of them to succeed. */
  async function runAfterKill(ids: string[]): Promise<void> {
    await loseTurn();
    const { items, failed } = await run(ids);
    assert.deepEqual(failed, []);
    assert.deepEqual(
      items.map(({ requests }) => requests),
      ids.map(() => 10),
    );
    clockMs += 61_000;
  }

  test('killed between the rows of a group and its states: nothing is written again', async () => {
    const { ids, host } = await sendBatches(3);
    await run(ids);
    await forgetRuns(ids);
    await runAfterKill(ids);
    await expectEachOnce(host, 30);
  });

  test('killed, and started again with a clock that is behind: nothing is written again', async () => {
    const { ids, host } = await sendBatches(3);
    await run(ids);
    await forgetRuns(ids);
    clockMs -= 600_000;
    await runAfterKill(ids);
    clockMs += 600_000;
    await expectEachOnce(host, 30);
  });

  test('killed before the view was fed: the aggregates follow', async () => {
    const { ids, host } = await sendBatches(3);
    await run(ids);
    await forgetRuns(ids);
    await command(`ALTER TABLE agg_host_ip_ja4_1h DELETE WHERE host = '${host}' SETTINGS mutations_sync = 2`);
    await runAfterKill(ids);
    await expectEachOnce(host, 30);
  });

  test('a group that is there in part is completed, and what is fresh goes beside it', async () => {
    const { ids, host } = await sendBatches(4);
    await run(ids.slice(0, 3));
    await forgetRuns(ids);
    const [, whole, partial] = ids;
    await command(`DELETE FROM http_logs WHERE batch_id = '${whole}' OR (batch_id = '${partial}' AND seq > 4)`);
    await runAfterKill(ids);
    await expectEachOnce(host, 40);
  });

  test('what another process wrote of fresh batches is not taken for whole: its view may not have been fed', async () => {
    const { ids, host } = await sendBatches(2);
    await run(ids);
    // As the process would leave it that took the lane meanwhile and was killed.
    await forgetRuns(ids);
    await command(`UPDATE http_logs SET join_no = join_no + 1048576 WHERE host = '${host}'`);
    await command(`ALTER TABLE agg_host_ip_ja4_1h DELETE WHERE host = '${host}' SETTINGS mutations_sync = 2`);
    await runAfterKill(ids);
    await expectEachOnce(host, 20);
  });

  test('times of one second, written with and without a fraction', async () => {
    const host = 'fraction.example';
    const second = at(0).slice(0, 19);
    const lines = ['.5Z', 'Z', '.25Z'].map((end, index) => httpLine({ host, time: second + end, path: `/${index}` }));
    const id = await send('web', 'http', lines);
    await loseTurn();
    assert.deepEqual((await run([id])).failed, []);
    await forgetRuns([id]);
    await loseTurn();
    assert.deepEqual((await run([id])).failed, []);
    clockMs += 61_000;
    await expectEachOnce(host, 3);
  });

  test('a batch that lacks a request fails alone', async () => {
    const { ids, host } = await sendBatches(3);
    const [first, broken, last] = ids as [string, string, string];
    // As if a line had been lost from the landing table.
    await forgetRuns([broken], { good: 11 });
    const { items, failed } = await run(ids);
    assert.deepEqual(
      items.map(({ batch_id }) => batch_id),
      [first, last],
    );
    assert.deepEqual(
      failed.map(({ batch_id }) => batch_id),
      [broken],
    );
    await forgetRuns([broken], { good: 10 });
    await run([broken]);
    await expectEachOnce(host, 30);
  });

  test('a batch that is too much for its statement even alone is in quarantine after five times', async (t) => {
    const { ids, host } = await sendBatches(3);
    const heavy = await send('web', 'http', [httpLine({ host: 'heavy.example', time: at(0) })]);
    const { store } = api.context;
    const join = store.command.bind(store);
    t.mock.method(store, 'command', (...[operation, sql, params = {}, settings = {}]: Parameters<Store['command']>) => {
      const isHeavy = (params.batch_ids as string[] | undefined)?.includes(heavy);
      const limit = isHeavy ? '1000000' : settings.max_memory_usage!;
      return join(operation, sql, params, { ...settings, max_memory_usage: limit });
    });
    for (let failure = 1; failure <= 5; failure++) {
      // In a group with others it looks like a store that has no room.
      const { items, failed } = await run([...ids, heavy]).catch(() => run([...ids, heavy]));
      assert.equal(items.length, ids.length);
      assert.deepEqual(
        failed.map(({ batch_id }) => batch_id),
        [heavy],
      );
    }
    const sql = 'SELECT state, failures, error FROM ingest_batches FINAL WHERE batch_id = {heavy:UUID}';
    const [found] = await rows<{ state: string; failures: number; error: string }>(sql, { heavy });
    assert.deepEqual([found?.state, found?.failures], ['quarantined', 5]);
    assert.match(found!.error, /memory limit exceeded/);
    await expectEachOnce(host, 30);
  });

  test('a read that takes the store too long is no failure of a batch', async (t) => {
    const { store } = api.context;
    const read = store.rows.bind(store);
    const reads: [string, RegExp][] = [
      ['what is there', /uniqExact\(seq\) AS requests/],
      ['who sent handshakes', /SELECT DISTINCT sensor_id FROM ingest_batches/],
    ];
    for (const [what, pattern] of reads) {
      const { ids, host } = await sendBatches(2);
      const { mock } = t.mock.method(store, 'rows', (...args: Parameters<typeof read>) =>
        pattern.test(args[1]) ? Promise.reject(new QueryTooHeavy(new Error('Timeout exceeded'))) : read(...args),
      );
      const body = JSON.stringify({ batch_ids: ids });
      const headers = { 'content-type': 'application/json' };
      const { status } = await api.call('/v1/correlation/run', { method: 'POST', body, headers });
      mock.restore();
      assert.equal(status, 503, what);
      const sql = 'SELECT DISTINCT state, failures FROM ingest_batches FINAL WHERE batch_id IN {ids:Array(UUID)}';
      assert.deepEqual(await rows(sql, { ids }), [{ state: 'accepted', failures: 0 }], what);
      assert.deepEqual((await run(ids)).failed, []);
      await expectEachOnce(host, 20);
    }
    clockMs += 61_000;
  });

  test('a batch whose read takes too long even alone rests, and is in quarantine after five times; no other waits for it', async (t) => {
    const { ids, host } = await sendBatches(2);
    const heavy = await send('web', 'http', [httpLine({ host: 'slow.example', time: at(0) })]);
    const { store } = api.context;
    const read = store.rows.bind(store);
    const isRead = ([, sql, params]: Parameters<typeof read>): boolean =>
      sql.includes('AS requests, uniqExactIf') && (params!.batch_ids as string[] | undefined)?.includes(heavy) === true;
    t.mock.method(store, 'rows', (...args: Parameters<typeof read>) =>
      isRead(args) ? Promise.reject(new QueryTooHeavy(new Error('Timeout exceeded'))) : read(...args),
    );
    await loseTurn();
    const body = JSON.stringify({ batch_ids: [heavy, ...ids] });
    const headers = { 'content-type': 'application/json' };
    const sent = (): Promise<Response> => api.call('/v1/correlation/run', { method: 'POST', body, headers });
    let response = await sent();
    // With others in a group it does not count.
    for (let answers = 1; response.status === 503 && answers <= 6; answers++) response = await sent();
    const { items } = await answer<CorrelationRuns>(Promise.resolve(response), 200);
    assert.deepEqual(items.map(({ batch_id }) => batch_id).sort(), ids.toSorted());
    const sql = 'SELECT state, failures, error FROM ingest_batches FINAL WHERE batch_id = {heavy:UUID}';
    assert.deepEqual(await rows(sql, { heavy }), [{ state: 'quarantined', failures: 5, error: 'Timeout exceeded' }]);
    await expectEachOnce(host, 20);
    clockMs += 61_000;
  });

  test('what is kept of an error ends with a whole character', async () => {
    const columns = ['host', 'path', 'query', 'user_agent', 'referer', 'accept', 'content_type'];
    await command(`ALTER TABLE http_logs ADD CONSTRAINT plain CHECK concat(${columns.join(', ')}) NOT LIKE '%😀%'`);
    const many = '😀'.repeat(200);
    const headers = ['User-Agent', 'Referer', 'Accept', 'Content-Type'].map((name) => [name, many]);
    const ids: string[] = [];
    // One of both is cut within a character.
    for (const start of ['', 'x']) {
      const line = httpLine({ host: start + many, path: many, query: many, headers, time: at(0) });
      ids.push(await send('web', 'http', [line]));
    }
    const { failed } = await run(ids);
    await command('ALTER TABLE http_logs DROP CONSTRAINT plain');
    assert.deepEqual(failed.map(({ batch_id }) => batch_id).sort(), ids.toSorted());
    const sql = 'SELECT failures, error FROM ingest_batches FINAL WHERE batch_id IN {ids:Array(UUID)}';
    const errors = await rows<{ failures: number; error: string }>(sql, { ids });
    assert.deepEqual(
      errors.map(({ failures, error }) => [failures, error.length]),
      ids.map(() => [1, 1000]),
    );
    assert.ok(errors.some(({ error }) => error.endsWith('\ufffd')));
    assert.deepEqual((await run(ids)).failed, []);
  });

  test('a batch that http_logs refuses fails alone, and is in quarantine after five times', async () => {
    const { ids, host } = await sendBatches(3);
    const refused = await send('web', 'http', [httpLine({ host: 'refused.example', time: at(0) })]);
    await command(`ALTER TABLE http_logs ADD CONSTRAINT refused CHECK host != 'refused.example'`);
    for (let failure = 1; failure <= 6; failure++) {
      const { items, failed } = await run([refused, ...ids]);
      assert.deepEqual(items.map(({ batch_id }) => batch_id).sort(), ids.toSorted());
      assert.deepEqual(
        failed.map(({ batch_id }) => batch_id),
        [refused],
      );
    }
    await command('ALTER TABLE http_logs DROP CONSTRAINT refused');
    const sql = 'SELECT state, failures FROM ingest_batches FINAL WHERE batch_id = {refused:UUID}';
    assert.deepEqual(await rows(sql, { refused }), [{ state: 'quarantined', failures: 5 }]);
    await expectEachOnce(host, 30);
  });
});

test('after a failure groups are single batches, then twice as large each time', () => {
  const size = new GroupSize();
  const largest = size.batches;
  size.shrink();
  const sizes: number[] = [];
  for (; size.batches < largest; size.grow()) sizes.push(size.batches);
  assert.deepEqual(sizes.slice(0, 4), [1, 2, 4, 8]);
  size.grow();
  assert.equal(size.batches, largest);
});
