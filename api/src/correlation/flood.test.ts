import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { verifyAll } from '../testing/aggregates.js';
import { answer, bearer } from '../testing/calls.js';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { Store } from '../store/store.js';
import type { CorrelationRepair, CorrelationRuns } from './correlation.types.js';

const handshakes = 100_000;
const connections = 3000;
/** Less than what the handshakes of the port hold, or those of the connections. */
const memory = '150000000';

describe('more handshakes than a statement has memory for', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let key: string;
  before(async () => {
    api = await startHarness(Date, { JA4_GRACE_MS: '0' });
    key = await api.key({ name: 'web', kind: 'sensor', sensor_id: 'web' });
  });
  after(() => api.close());

  const start = Date.now() - 30 * 60_000;
  const at = (ms: number): string => new Date(start + ms).toISOString();

  async function send(kind: 'http' | 'tls', lines: string[]): Promise<string> {
    const headers = { ...bearer(key), 'content-type': 'application/x-ndjson' };
    const sent = api.call(`/v1/events/${kind}`, { method: 'POST', body: ndjson(lines), headers });
    return (await answer<{ batch_id: string }>(sent, 202)).batch_id;
  }

  /** One each ten milliseconds, of 2 KB. */
  async function flood(src_ip: string): Promise<void> {
    const { store } = api.context;
    await store.command(
      'test',
      `INSERT INTO ${store.database}.handshakes
        (sensor_id, time, src_ip, src_port, dst_ip, dst_port, transport, ja4, ja4_r, source)
       SELECT 'web', fromUnixTimestamp64Milli(${start} + 10 * number, 'UTC'), '${src_ip}', 40000, '192.0.2.1', 443, 't',
         toString(number), leftPad(toString(number), 2000, 'a'), 'wire' FROM numbers(${handshakes})`,
    );
  }

  async function found(id: string): Promise<(string | null)[]> {
    const sql = `SELECT ifNull(ja4, orphan_reason) AS found FROM http_logs WHERE batch_id = {id:UUID} ORDER BY seq`;
    return (await api.context.store.rows<{ found: string }>('test', sql, { id })).map((row) => row.found);
  }

  async function join(id: string): Promise<CorrelationRuns> {
    const body = JSON.stringify({ batch_ids: [id] });
    const headers = { 'content-type': 'application/json' };
    const run = await answer<CorrelationRuns>(api.call('/v1/correlation/run', { method: 'POST', body, headers }), 200);
    assert.deepEqual(run.failed, []);
    return run;
  }

  /** Has statements that read handshakes no more memory than that, and counts them. */
  function limited(t: TestContext): { statements: number } {
    const counted = { statements: 0 };
    const { store } = api.context;
    const command = store.command.bind(store);
    t.mock.method(store, 'command', (...[operation, sql, params, settings]: Parameters<Store['command']>) => {
      if (!/^INSERT INTO \S+\.(http_logs|late_handshakes)\b/.test(sql))
        return command(operation, sql, params, settings);
      counted.statements += 1;
      assert.ok(settings?.max_memory_usage);
      return command(operation, sql, params, { ...settings, max_memory_usage: memory });
    });
    return counted;
  }

  test('from one port are joined all the same, and found by the repair', async (t) => {
    const [joined, repaired, other] = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];
    await flood(joined);
    await send('tls', [tlsLine({ src_ip: other, time: at(0), ja4: 'other' })]);
    const id = await send('http', [
      httpLine({ src_ip: joined, time: at(10 * handshakes) }),
      httpLine({ src_ip: joined, time: at(101) }),
      httpLine({ src_ip: repaired, time: at(10 * handshakes) }),
      httpLine({ src_ip: repaired, time: at(101) }),
      httpLine({ src_ip: other, time: at(10) }),
    ]);
    const counted = limited(t);
    await join(id);
    const newest = String(handshakes - 1);
    assert.deepEqual(await found(id), [newest, '15', 'no_handshake', 'no_handshake', 'other']);
    await flood(repaired);
    const repair = api.call('/v1/correlation/repair', { method: 'POST' });
    assert.equal((await answer<CorrelationRepair>(repair, 200)).repaired, 2);
    assert.deepEqual(await found(id), [newest, '15', newest, '15', 'other']);
    assert.equal(counted.statements, 2);
  });

  /** Handshakes of connections of their own, of 48 KB each and ten milliseconds apart. */
  async function large(src_ip: string): Promise<void> {
    const { store } = api.context;
    const text = (letter: string): string => `leftPad(toString(number), 16000, '${letter}')`;
    await store.command(
      'test',
      `INSERT INTO ${store.database}.handshakes
        (sensor_id, time, src_ip, src_port, dst_ip, dst_port, transport, ja4, ja4_r, ja4_ro, ja3, source)
       SELECT 'web', fromUnixTimestamp64Milli(${start} + 10 * number, 'UTC'), '${src_ip}', 10000 + number, '192.0.2.1', 443,
         't', toString(number), ${text('a')}, ${text('b')}, ${text('c')}, 'wire' FROM numbers(${connections})`,
    );
  }

  const requestsOf = (src_ip: string): Promise<string> =>
    send(
      'http',
      Array.from({ length: connections }, (_, index) =>
        httpLine({ src_ip, src_port: 10_000 + index, time: at(10 * index + 5) }),
      ),
    );

  const each = Array.from({ length: connections }, (_, index) => String(index));

  test('since those of many connections are large: they are joined in slices', async (t) => {
    const src_ip = '203.0.113.4';
    await large(src_ip);
    const id = await requestsOf(src_ip);
    const counted = limited(t);
    const { items } = await join(id);
    assert.ok(counted.statements > 1);
    assert.deepEqual(await found(id), each);
    const sql = `SELECT max(join_no) AS last, countIf(length(ja4_r) + length(ja4_ro) + length(ja3) = 48000) AS whole
      FROM http_logs WHERE batch_id = {id:UUID}`;
    const [stored] = await api.context.store.rows('test', sql, { id });
    assert.deepEqual(stored, { last: items[0]!.join_no, whole: connections });
    for (const { table, different_hours } of await verifyAll(api)) assert.deepEqual(different_hours, [], table);
  });

  test('since those of many connections are large and came late: they are found in shorter and shorter times', async (t) => {
    const src_ip = '203.0.113.5';
    const id = await requestsOf(src_ip);
    await join(id);
    await large(src_ip);
    const counted = limited(t);
    const repair = api.call('/v1/correlation/repair', { method: 'POST' });
    assert.equal((await answer<CorrelationRepair>(repair, 200)).repaired, connections);
    assert.ok(counted.statements > 1);
    assert.deepEqual(await found(id), each);
  });
});
