import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, bearer } from '../testing/calls.js';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { Repair } from './repair.js';

describe('the repair of more orphans than a statement takes', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let key: string;
  before(async () => {
    api = await startHarness(Date, { JA4_GRACE_MS: '0' });
    key = await api.key({ name: 'web', kind: 'sensor', sensor_id: 'web' });
  });
  after(() => api.close());

  const minute = 60_000;
  const reach = { connectionMaxS: 3600, toleranceMs: 50 };
  const start = Date.now() - 30 * minute;
  const at = (ms: number): string => new Date(start + ms).toISOString();

  async function send(kind: 'http' | 'tls', lines: string[]): Promise<string> {
    const headers = { ...bearer(key), 'content-type': 'application/x-ndjson' };
    const sent = api.call(`/v1/events/${kind}`, { method: 'POST', body: ndjson(lines), headers });
    return (await answer<{ batch_id: string }>(sent, 202)).batch_id;
  }

  const ofDays = () => Promise.resolve();

  test('takes several, each of which knows of the first requests before it', async () => {
    const { store } = api.context;
    const [src_ip, again] = ['203.0.113.1', '203.0.113.2'];
    await send('tls', [tlsLine({ src_ip: again, time: at(-10 * minute), ja4: 'earlier' })]);
    const request = (minutes: number, path: string, more: object): string =>
      httpLine({ time: at(minutes * minute), path, ...more });
    const later = { src_ip: again, conn_id: 'x-1' };
    const id = await send('http', [
      ...[0, 1, 2, 3].map((minutes) => request(minutes, `/${minutes}`, { src_ip, src_port: 41_000 + minutes })),
      request(0, '/first', { ...later, conn_seq: 1 }),
      request(3, '/second', { ...later, conn_seq: 2 }),
    ]);
    const body = JSON.stringify({ batch_ids: [id] });
    const headers = { 'content-type': 'application/json' };
    await answer(api.call('/v1/correlation/run', { method: 'POST', body, headers }), 200);
    const handshakes = [0, 1, 2, 3].map((minutes) => ({ src_port: 41_000 + minutes, time: at(minutes * minute - 1) }));
    await send(
      'tls',
      handshakes.map((handshake, index) => tlsLine({ src_ip, ...handshake, ja4: `late ${index}` })),
    );
    let statements = 0;
    store.onStatement = (_, sql) => (statements += Number(/^INSERT INTO \S+\.late_handshakes/.test(sql)));
    const repair = new Repair(store, reach, 30, { orphans: 2, bytes: 1e9 });
    const { repaired, is_complete, rebuilt_days } = await repair.run(Date.now(), ofDays);
    store.onStatement = undefined;
    assert.deepEqual(
      [repaired, is_complete, rebuilt_days],
      [4, true, [...new Set([at(0), at(3 * minute)].map((time) => time.slice(0, 10)))]],
    );
    assert.equal(statements, 3);
    const sql = `SELECT path, ifNull(ja4, orphan_reason) AS found FROM http_logs WHERE batch_id = {id:UUID} ORDER BY seq`;
    assert.deepEqual(await store.rows('test', sql, { id }), [
      ...[0, 1, 2, 3].map((minutes) => ({ path: `/${minutes}`, found: `late ${minutes}` })),
      { path: '/first', found: 'no_handshake' },
      { path: '/second', found: 'no_handshake' },
    ]);
  });

  test('ends when what it found is as much as it may hold, and the next finds the rest', async () => {
    const src_ip = '203.0.113.3';
    const connections = [0, 1, 2, 3].map((at_minute) => ({
      src_port: 42_000 + at_minute,
      time: at(at_minute * minute),
    }));
    const id = await send('http', [
      ...connections.map((connection) => httpLine({ src_ip, ...connection })),
      httpLine({ src_ip: '203.0.113.4', time: at(-minute) }),
    ]);
    const body = JSON.stringify({ batch_ids: [id] });
    const headers = { 'content-type': 'application/json' };
    await answer(api.call('/v1/correlation/run', { method: 'POST', body, headers }), 200);
    await send(
      'tls',
      connections.map((connection) => tlsLine({ src_ip, ...connection })),
    );
    const repair = new Repair(api.context.store, reach, 30, { orphans: 1, bytes: 1 });
    const found: [repaired: number, isComplete: boolean][] = [];
    do {
      const { repaired, is_complete } = await repair.run(Date.now(), ofDays);
      found.push([repaired, is_complete]);
    } while (!found.at(-1)![1]);
    assert.deepEqual(found, [...Array.from({ length: 3 }, () => [1, false]), [1, true]]);
    const sql = `SELECT countIf(correlated) AS correlated FROM http_logs WHERE batch_id = {id:UUID}`;
    assert.deepEqual(await api.context.store.rows('test', sql, { id }), [{ correlated: 4 }]);
  });
});
