import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';
import { QueryTooHeavy } from '../store/errors.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { DueBatches } from './correlation.types.js';

describe('batches due before the grace time is over', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let key: string;
  let clockMs = Date.now();
  const start = clockMs - 60_000;
  const at = (ms: number): string => new Date(start + ms).toISOString();
  before(async () => {
    api = await startHarness({ now: () => clockMs });
    key = await api.key({ name: 'web', kind: 'sensor', sensor_id: 'web' });
  });
  after(() => api.close());

  async function send(kind: 'http' | 'tls', lines: string[]): Promise<string> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
    const response = await api.call(`/v1/events/${kind}`, { method: 'POST', body: ndjson(lines), headers });
    assert.equal(response.status, 202);
    return ((await response.json()) as { batch_id: string }).batch_id;
  }

  /** Whether the batch is due as time goes: at once, after the pause between two looks, after the grace time. */
  async function dueOf(batchId: string): Promise<boolean> {
    const { items } = (await (await api.call('/v1/correlation/due')).json()) as DueBatches;
    return items.some(({ batch_id }) => batch_id === batchId);
  }

  test('at once when every connection has its handshake', async () => {
    const [src_ip, other] = ['203.0.113.1', '203.0.113.2'];
    await send('tls', [
      tlsLine({ src_ip, time: at(0) }),
      tlsLine({ src_ip: other, time: at(-20_000) }),
      tlsLine({ src_ip: '203.0.113.9', time: at(25_001) }),
    ]);
    const id = await send('http', [
      httpLine({ src_ip, time: at(5), conn_seq: 1 }),
      httpLine({ src_ip, time: at(25_000), conn_seq: 2 }),
      httpLine({ src_ip: other, time: at(5), conn_seq: 7 }),
      httpLine({ src_ip: '203.0.113.3', scheme: 'http', time: at(5) }),
    ]);
    assert.equal(await dueOf(id), true);
  });

  test('not for a handshake of another transport', async () => {
    const src_ip = '203.0.113.8';
    await send('tls', [tlsLine({ src_ip, time: at(0), transport: 'q' })]);
    const http2 = await send('http', [httpLine({ src_ip, time: at(5), conn_seq: 1, http_version: '2' })]);
    const http3 = await send('http', [httpLine({ src_ip, time: at(5), conn_seq: 1, http_version: '3' })]);
    clockMs += 2000;
    const { items } = (await (await api.call('/v1/correlation/due')).json()) as DueBatches;
    const ids = items.map(({ batch_id }) => batch_id);
    assert.deepEqual([ids.includes(http2), ids.includes(http3)], [false, true]);
  });

  test('when the missing handshake has come, two seconds later', async () => {
    const named = { src_ip: '203.0.113.4', conn_id: 'x-0' };
    const id = await send('http', [httpLine({ ...named, time: at(5), conn_seq: 1 })]);
    assert.equal(await dueOf(id), false);
    await send('tls', [tlsLine({ ...named, time: at(0) })]);
    clockMs += 2000;
    assert.equal(await dueOf(id), true);
  });

  test('not while a newer handshake of the same port may be on its way: nothing later has come', async () => {
    const src_ip = '203.0.113.7';
    await send('tls', [tlsLine({ src_ip, time: at(30_000) })]);
    const id = await send('http', [
      httpLine({ src_ip, time: at(30_005), conn_seq: 1 }),
      httpLine({ src_ip, time: at(30_105), conn_seq: 1, conn_id: 'x-3' }),
    ]);
    clockMs += 2000;
    assert.equal(await dueOf(id), false);
    await send('tls', [tlsLine({ src_ip, time: at(30_100) }), tlsLine({ src_ip: '203.0.113.9', time: at(30_200) })]);
    clockMs += 2000;
    assert.equal(await dueOf(id), true);
  });

  test('not while the handshake may be one of an earlier connection from the same port', async () => {
    const [old, named] = ['203.0.113.5', '203.0.113.6'];
    await send('tls', [
      tlsLine({ src_ip: old, time: at(-10_001) }),
      tlsLine({ src_ip: named, time: at(0), conn_id: 'x-1' }),
    ]);
    const oldId = await send('http', [httpLine({ src_ip: old, time: at(5), conn_seq: 1 })]);
    const namedId = await send('http', [httpLine({ src_ip: named, time: at(5), conn_seq: 1, conn_id: 'x-2' })]);
    assert.deepEqual([await dueOf(oldId), await dueOf(namedId)], [false, false]);
    clockMs += 5000;
    assert.deepEqual([await dueOf(oldId), await dueOf(namedId)], [true, true]);
  });

  test('not while there are too many handshakes to look through, which keeps nobody else from being due', async (t) => {
    const src_ip = '203.0.113.11';
    await send('tls', [tlsLine({ src_ip, time: at(0) })]);
    const old = await send('http', [httpLine({ src_ip, time: at(5), conn_seq: 1 })]);
    clockMs += 5000;
    const id = await send('http', [httpLine({ src_ip, time: at(6), conn_seq: 1 })]);
    const { store } = api.context;
    const rows = store.rows.bind(store);
    t.mock.method(store, 'rows', (...args: Parameters<typeof rows>) =>
      args[1].includes('ASOF') ? Promise.reject(new QueryTooHeavy(new Error('Memory limit exceeded'))) : rows(...args),
    );
    assert.deepEqual([await dueOf(old), await dueOf(id)], [true, false]);
    clockMs += 5000;
    assert.equal(await dueOf(id), true);
  });

  test('at once as well when the clock was set back since the look before', async () => {
    const src_ip = '203.0.113.10';
    await send('tls', [tlsLine({ src_ip, time: at(0) })]);
    const request = httpLine({ src_ip, time: at(5), conn_seq: 1 });
    clockMs += 2000;
    assert.equal(await dueOf(await send('http', [request])), true);
    clockMs -= 3000;
    assert.equal(await dueOf(await send('http', [request])), true);
  });
});
