import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, bearer } from '../testing/calls.js';
import { httpLine, ndjson, tlsLine } from '../testing/event-lines.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { Store } from '../store/store.js';
import type { CorrelationRepair, CorrelationRuns } from './correlation.types.js';

const handshakes = 100_000;
/** Less than what the handshakes of the port hold. */
const memory = '150000000';

describe('more handshakes from one port than a statement has memory for', { skip: skipWithoutServices }, () => {
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

  async function join(id: string): Promise<void> {
    const body = JSON.stringify({ batch_ids: [id] });
    const headers = { 'content-type': 'application/json' };
    const run = api.call('/v1/correlation/run', { method: 'POST', body, headers });
    assert.deepEqual((await answer<CorrelationRuns>(run, 200)).failed, []);
  }

  test('are joined all the same, and found by the repair', async (t) => {
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
    const { store } = api.context;
    const command = store.command.bind(store);
    let limited = 0;
    t.mock.method(store, 'command', (...[operation, sql, params, settings]: Parameters<Store['command']>) => {
      if (!/^INSERT INTO \S+\.(http_logs|late_handshakes)\b/.test(sql))
        return command(operation, sql, params, settings);
      limited += 1;
      assert.ok(settings?.max_memory_usage);
      return command(operation, sql, params, { ...settings, max_memory_usage: memory });
    });
    await join(id);
    const newest = String(handshakes - 1);
    assert.deepEqual(await found(id), [newest, '15', 'no_handshake', 'no_handshake', 'other']);
    await flood(repaired);
    const repair = api.call('/v1/correlation/repair', { method: 'POST' });
    assert.equal((await answer<CorrelationRepair>(repair, 200)).repaired, 2);
    assert.deepEqual(await found(id), [newest, '15', newest, '15', 'other']);
    assert.equal(limited, 2);
  });
});
