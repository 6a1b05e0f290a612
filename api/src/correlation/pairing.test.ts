import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, bearer } from '../testing/calls.js';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { CorrelationRepair, CorrelationRuns } from './correlation.types.js';

describe('handshakes of one port that are not all of one connection', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let key: string;
  before(async () => {
    api = await startHarness(Date, { JA4_GRACE_MS: '0' });
    key = await api.key({ name: 'web', kind: 'sensor', sensor_id: 'web' });
  });
  after(() => api.close());

  const start = Date.now() - 30 * 60_000;
  const at = (ms: number): string => new Date(start + ms).toISOString();
  const minute = 60_000;

  async function send(kind: 'http' | 'tls', lines: string[]): Promise<string> {
    const headers = { ...bearer(key), 'content-type': 'application/x-ndjson' };
    const sent = api.call(`/v1/events/${kind}`, { method: 'POST', body: ndjson(lines), headers });
    return (await answer<{ batch_id: string }>(sent, 202)).batch_id;
  }

  async function join(id: string): Promise<void> {
    const body = JSON.stringify({ batch_ids: [id] });
    const headers = { 'content-type': 'application/json' };
    const run = api.call('/v1/correlation/run', { method: 'POST', body, headers });
    assert.deepEqual((await answer<CorrelationRuns>(run, 200)).failed, []);
  }

  const repair = (): Promise<CorrelationRepair> => answer(api.call('/v1/correlation/repair', { method: 'POST' }), 200);

  /** The handshake that each request of the batch has, by its path; of an orphan the reason. */
  async function found(id: string): Promise<Record<string, string>> {
    const sql = `SELECT path, ifNull(ja4, orphan_reason) AS found FROM http_logs WHERE batch_id = {id:UUID} ORDER BY seq`;
    const rows = await api.context.store.rows<{ path: string; found: string }>('test', sql, { id });
    return Object.fromEntries(rows.map((row) => [row.path, row.found]));
  }

  test('HTTP/3 takes one over QUIC, other versions one over TCP, and whoever is named by conn_id its own', async () => {
    const [both, quic, late] = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];
    await send('tls', [
      tlsLine({ src_ip: both, time: at(0), ja4: 'tcp', transport: 't' }),
      tlsLine({ src_ip: both, time: at(2), ja4: 'quic', transport: 'q' }),
      tlsLine({ src_ip: both, time: at(3), ja4: 'dtls', transport: 'd' }),
      tlsLine({ src_ip: quic, time: at(0), ja4: 'quic', transport: 'q' }),
      tlsLine({ src_ip: quic, time: at(1), ja4: 'named', transport: 'q', conn_id: 'x-1' }),
      tlsLine({ src_ip: late, time: at(2), ja4: 'quic', transport: 'q' }),
    ]);
    const request = (src_ip: string, version: string | undefined, path: string, more = {}): string =>
      httpLine({ src_ip, time: at(5), http_version: version, path, ...more });
    const id = await send('http', [
      request(both, '1.1', '/1.1'),
      request(both, '2', '/2'),
      request(both, '3', '/3'),
      request(both, undefined, '/not told'),
      request(quic, '1.1', '/only over QUIC'),
      request(quic, undefined, '/by conn_id', { conn_id: 'x-1' }),
      request(late, '2', '/late'),
    ]);
    await join(id);
    const joined = {
      '/1.1': 'tcp',
      '/2': 'tcp',
      '/3': 'quic',
      '/not told': 'tcp',
      '/only over QUIC': 'no_handshake',
      '/by conn_id': 'named',
      '/late': 'no_handshake',
    };
    assert.deepEqual(await found(id), joined);
    assert.equal((await repair()).repaired, 0);
    await send('tls', [tlsLine({ src_ip: late, time: at(1), ja4: 'tcp', transport: 't' })]);
    assert.equal((await repair()).repaired, 1);
    assert.deepEqual(await found(id), { ...joined, '/late': 'tcp' });
  });

  test('a first request takes none of an earlier connection, and its own when it has come', async () => {
    const src_ip = '203.0.113.9';
    await send('tls', [tlsLine({ src_ip, time: at(0), ja4: 'earlier' })]);
    const request = (ms: number, path: string, conn_seq?: number): string =>
      httpLine({ src_ip, time: at(ms), path, conn_seq });
    const id = await send('http', [
      request(minute, '/a minute later', 1),
      request(19 * minute, '/not told', undefined),
      request(19 * minute, '/second', 2),
      request(20 * minute, '/first', 1),
    ]);
    await join(id);
    const joined = {
      '/a minute later': 'earlier',
      '/not told': 'earlier',
      '/second': 'earlier',
      '/first': 'no_handshake',
    };
    assert.deepEqual(await found(id), joined);
    assert.equal((await repair()).repaired, 0);
    await send('tls', [tlsLine({ src_ip, time: at(20 * minute - 100), ja4: 'own' })]);
    assert.equal((await repair()).repaired, 1);
    assert.deepEqual(await found(id), { ...joined, '/first': 'own' });
  });

  test('nor does a later request of a connection whose first one is known', async () => {
    const src_ip = '203.0.113.10';
    const conn_id = 'x-2';
    await send('tls', [tlsLine({ src_ip, time: at(0), ja4: 'earlier' })]);
    const request = (ms: number, path: string, conn_seq: number): string =>
      httpLine({ src_ip, time: at(20 * minute + ms), path, conn_seq, conn_id });
    const id = await send('http', [request(300, '/second', 2), request(100, '/first', 1)]);
    await join(id);
    assert.deepEqual(await found(id), { '/second': 'no_handshake', '/first': 'no_handshake' });
    assert.equal((await repair()).repaired, 0);
    await send('tls', [tlsLine({ src_ip, time: at(20 * minute), ja4: 'own' })]);
    assert.equal((await repair()).repaired, 2);
    assert.deepEqual(await found(id), { '/second': 'own', '/first': 'own' });
  });
});
