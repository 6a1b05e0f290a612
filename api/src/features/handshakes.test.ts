import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { answer } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import type { HandshakePage } from './handshakes.types.js';

const range = 'from=2026-11-22T14:00:00Z&to=2026-11-22T15:00:00Z';
const host = 'shop.example';

/** Handshakes of one address, each on a connection of its own. */
const handshakes = (src_ip: string, count: number, tls_sni: string | null = host, at = '14:05:00'): object[] =>
  Array.from({ length: count }, (_, seq) => ({
    time: `2026-11-22 ${at}`,
    ...{ batch_id: crypto.randomUUID(), seq, src_ip, src_port: 20_000 + seq, dst_ip: '192.0.2.10', dst_port: 443 },
    ...{ transport: 't', hello_index: 1, source: 'wire', ja4: `t13d_${seq % 3}`, tls_sni },
  }));

describe('handshakes without requests', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
    await api.context.store.insert('test', 'handshakes', [
      ...handshakes('203.0.113.1', 120),
      ...handshakes('203.0.113.2', 120, null),
      ...handshakes('203.0.113.3', 120, 'unseen.example'),
      ...handshakes('203.0.113.4', 120),
      ...handshakes('203.0.113.5', 120),
      ...handshakes('203.0.113.6', 99),
      ...handshakes('203.0.113.1', 120, 'unseen.example', '13:05:00'),
    ]);
    const request = (seq: number, src_ip: string, client_ip: string, conn_id: string) =>
      loggedRequest(seq, { batch_id: crypto.randomUUID(), host, src_ip, client_ip, conn_id });
    await insertRequests(api.context.store, [
      // A person whose browser opens more connections than it needs, a proxy, and one request of the first.
      ...Array.from({ length: 40 }, (_, seq) => request(seq, '203.0.113.4', '203.0.113.4', `used-${seq}`)),
      request(1, '203.0.113.5', '198.51.100.9', 'of-a-proxy'),
      request(2, '203.0.113.1', '203.0.113.1', 'the-only-one'),
    ]);
  });
  after(() => api.close());

  const list = (query = ''): Promise<HandshakePage> =>
    answer(api.call(`/v1/features/handshakes?${range}&${query}`), 200);

  it('200 who shakes hands and asks for nothing, by name or without one', async () => {
    const { items } = await list();
    assert.deepEqual(
      items.map((row) => [row.client_ip, row.host, row.connections, row.used, row.requests, row.ja4s]),
      [
        ['203.0.113.1', host, 120, 1, 1, 3],
        ['203.0.113.2', '', 120, 0, 0, 3],
      ],
    );
  });

  it('200 an hour in which no request is seen accuses nobody', async () => {
    const page = await answer<HandshakePage>(
      api.call('/v1/features/handshakes?from=2026-11-22T13:00:00Z&to=2026-11-22T14:00:00Z'),
      200,
    );
    assert.deepEqual(page.items, []);
  });

  it('200 bounds and pages', async () => {
    assert.equal((await list('min_connections=99')).items.length, 3);
    assert.equal((await list('max_used=0')).items.length, 1);
    const { items, next_cursor } = await list('limit=1');
    const rest = await list(`limit=1&cursor=${next_cursor}`);
    assert.deepEqual([...items, ...rest.items], (await list()).items);
    assert.equal(rest.next_cursor, null);
  });

  it('200 a page ends after a day, and the next goes on there', async () => {
    const days = 'from=2026-11-20T14:00:00Z&to=2026-11-22T16:00:00Z';
    const pages: HandshakePage[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: HandshakePage = await answer(
        api.call(`/v1/features/handshakes?${days}${cursor && `&cursor=${cursor}`}`),
        200,
      );
      pages.push(page);
      cursor = page.next_cursor;
    }
    assert.deepEqual(
      pages.map(({ items }) => items.length),
      [0, 0, 2],
    );
    assert.deepEqual(pages[2]!.items, (await list()).items);
  });

  it('4xx names the parameter that is wrong', async () => {
    for (const [query, status] of [
      ['max_used=2', 422],
      ['min_connections=1000000000000000000000', 422],
      ['cursor=x', 400],
    ] as const) {
      const response = await api.call(`/v1/features/handshakes?${query}`);
      assert.equal(response.status, status, query);
      assert.ok((await response.text()).includes(query.split('=')[0] ?? ''));
    }
  });
});
