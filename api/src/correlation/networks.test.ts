import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { httpLine, ndjson } from '../testing/event-lines.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { CorrelationRuns } from './correlation.types.js';

interface Network {
  client: string;
  asn: number | null;
  as_name: string | null;
  country: string | null;
}

describe('network and country of a request', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let now = Date.now();
  before(async () => {
    api = await startHarness({ now: () => now }, { JA4_GRACE_MS: '0' });
  });
  after(() => api.close());

  const addresses = ['192.0.2.9', '198.51.100.9', '2001:db8::9'];

  /** Sends a request of each address behind a proxy, joins them, and returns what http_logs holds of them. */
  async function joined(): Promise<Network[]> {
    const key = await api.key({ name: 'web', kind: 'sensor', sensor_id: 'web' });
    const lines = addresses.map((client_ip) => httpLine({ client_ip, scheme: 'http', src_ip: '203.0.113.1' }));
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
    const sent = await api.call('/v1/events/http', { method: 'POST', body: ndjson(lines), headers });
    const { batch_id } = (await sent.json()) as { batch_id: string };
    const run = await api.call('/v1/correlation/run', {
      method: 'POST',
      body: JSON.stringify({ batch_ids: [batch_id] }),
      headers: { 'content-type': 'application/json' },
    });
    assert.deepEqual(((await run.json()) as CorrelationRuns).failed, []);
    const sql = `SELECT replaceRegexpOne(toString(client_ip), '^::ffff:', '') AS client, asn, as_name, country
      FROM http_logs WHERE batch_id = {batch_id:UUID} ORDER BY seq`;
    return api.context.store.rows('test', sql, { batch_id });
  }

  async function put(list: string, body: string): Promise<void> {
    const response = await api.call(`/v1/reference-lists/${list}?kind=${list}`, {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/octet-stream' },
    });
    assert.equal(response.status, 200, await response.text());
  }

  const unknown = addresses.map((client) => ({ client, asn: null, as_name: null, country: null }));

  test('null without a list', async () => {
    assert.deepEqual(await joined(), unknown);
  });

  test('those of the client, not of the proxy; null where no list has it', async () => {
    await put('asn', '192.0.2.0/24,64496,Example\n203.0.113.0/24,64497,Proxy\n2001:db8::/32,64498,\n');
    const [first, second, third] = await joined();
    assert.deepEqual(first, { client: '192.0.2.9', asn: 64496, as_name: 'Example', country: null });
    assert.deepEqual(second, unknown[1]);
    assert.deepEqual(third, { client: '2001:db8::9', asn: 64498, as_name: null, country: null });
    await put('country', '192.0.2.0/24,NL');
    assert.equal((await joined())[0]?.country, 'NL');
  });

  test('a list imported while it runs counts for the next batch', async () => {
    await put('asn', '192.0.2.0/24,64499,Later');
    assert.equal((await joined())[0]?.as_name, 'Later');
  });

  test('without its dictionary a request is joined all the same', async () => {
    const { store } = api.context;
    await store.command('test', `DETACH DICTIONARY ${store.database}.country_by_prefix`);
    now += 10_000;
    assert.deepEqual(await joined(), unknown);
    await store.command('test', `ATTACH DICTIONARY ${store.database}.country_by_prefix`);
    now += 60_000;
    assert.deepEqual((await joined())[0], { client: '192.0.2.9', asn: 64499, as_name: 'Later', country: 'NL' });
  });

  test('a dictionary that goes between two batches costs one attempt', async () => {
    const { store } = api.context;
    await store.command('test', `DETACH DICTIONARY ${store.database}.as_names`);
    await assert.rejects(joined());
    const due = await store.rows<{ id: string }>(
      'test',
      `SELECT toString(batch_id) AS id FROM ingest_batches FINAL WHERE state = 'accepted' AND kind = 'http'`,
    );
    const run = await api.call('/v1/correlation/run', {
      method: 'POST',
      body: JSON.stringify({ batch_ids: due.map(({ id }) => id) }),
      headers: { 'content-type': 'application/json' },
    });
    const { items, failed } = (await run.json()) as CorrelationRuns;
    assert.deepEqual([items.length, failed.length], [1, 0]);
    await store.command('test', `ATTACH DICTIONARY ${store.database}.as_names`);
  });
});
