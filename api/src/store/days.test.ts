import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { GroupPage } from '../traffic/traffic.types.js';
import { answerOf } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests } from '../testing/logged-requests.js';
import { traffic } from '../testing/traffic.js';
import { browserOf, osOf } from '../traffic/user-agent.sql.js';

const hourMs = 3_600_000;
/** Two hours of the 19th, three whole days, and five of the 23rd: each of them has the traffic of the 22nd. */
const range = 'from=2026-11-19T22:00:00Z&to=2026-11-23T05:00:00Z';
const inRange = `time >= '2026-11-19 22:00:00' AND time < '2026-11-23 05:00:00'`;
const shifts = [-72, -58, -48, -24, -13, 0, 9, 20, 30];

type Counted = Record<string, string | number>;

describe('ranges of more than a day', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
    for (const [index, hours] of shifts.entries()) {
      const shifted = traffic.map((request, seq) => ({
        ...request,
        seq: 1000 * index + seq,
        ja3_hash: request.ja4,
        time: new Date(Date.parse(request.time) + hours * hourMs).toISOString(),
        client_ip: index % 3 ? request.client_ip : request.client_ip.replace(/\d+$/, '77'),
        src_ip: index % 3 ? request.src_ip : request.src_ip.replace(/\d+$/, '77'),
      }));
      await insertRequests(api.context.store, shifted);
    }
  });
  after(() => api.close());

  /** What http_logs says itself: each value with its requests, addresses, first and last. */
  async function plain(value: string, condition: string): Promise<Counted[]> {
    const sql = `SELECT toString(${value}) AS value, count() AS requests, uniqExact(client_ip) AS ips,
        min(time) AS first_seen, max(time) AS last_seen
      FROM http_logs WHERE ${inRange} AND ${condition} GROUP BY value ORDER BY value`;
    return api.context.store.rows<Counted>('test', sql);
  }

  /** The same of a list. */
  async function listed(path: string, key: string): Promise<Counted[]> {
    const { items } = await answerOf<GroupPage & { items: Record<string, unknown>[] }>(api, `${path}?${range}`);
    const counted = items.map((item) => {
      const { requests, ips, first_seen, last_seen, distinct } = item as unknown as Counted & { distinct?: Counted };
      return { value: String(item[key]), requests, ips: ips ?? distinct?.ips, first_seen, last_seen } as Counted;
    });
    return counted.sort((a, b) => (a.value! < b.value! ? -1 : 1));
  }

  const direct = 'src_ip = client_ip';
  for (const [path, key, value, condition] of [
    ['/v1/entities/ja4', 'value', 'ja4', `ja4 IS NOT NULL AND ${direct}`],
    ['/v1/entities/ja3', 'value', 'ja3_hash', `ja3_hash IS NOT NULL AND ${direct}`],
    ['/v1/entities/host', 'value', 'host', 'true'],
    ['/v1/entities/path', 'value', 'path', 'true'],
    ['/v1/entities/country', 'value', 'country', 'country IS NOT NULL'],
    ['/v1/entities/user_agent', 'value', 'user_agent', `user_agent != ''`],
    ['/v1/fingerprints', 'ja4', 'ja4', `ja4 IS NOT NULL AND ${direct}`],
    ['/v1/user-agents', 'user_agent', 'user_agent', `user_agent != ''`],
    ['/v1/attributes/ip/values', 'value', `replaceOne(toString(client_ip), '::ffff:', '')`, 'true'],
    ['/v1/attributes/ja4/values', 'value', 'ja4', `ja4 IS NOT NULL AND ${direct}`],
    ['/v1/attributes/host/values', 'value', 'host', 'true'],
    ['/v1/attributes/asn/values', 'value', 'asn', 'asn IS NOT NULL'],
    ['/v1/attributes/country/values', 'value', 'country', 'country IS NOT NULL'],
    ['/v1/attributes/user_agent/values', 'value', 'user_agent', `user_agent != ''`],
    ['/v1/attributes/browser/values', 'value', browserOf('user_agent'), `user_agent != ''`],
    ['/v1/attributes/os/values', 'value', osOf('user_agent'), `user_agent != ''`],
    ['/v1/attributes/path/values', 'value', 'path', 'true'],
    ['/v1/attributes/header_order/values', 'value', 'header_order_hash', `header_order_hash != ''`],
    ['/v1/attributes/orphan_reason/values', 'value', 'orphan_reason', `orphan_reason != ''`],
    ['/v1/attributes/method/values', 'value', 'method', `method != ''`],
  ] as const) {
    it(`${path} counts the hours at the ends and the days between`, async () => {
      const expected = await plain(value, condition);
      assert.ok(expected.length > 0);
      assert.deepEqual(await listed(path, key), expected);
    });
  }

  it('the figures of the first page, and of one entity', async () => {
    const [all] = await plain(`'all'`, 'true');
    const { current } = await answerOf<{ current: Counted }>(api, `/v1/metrics/overview?${range}`);
    assert.deepEqual([current.requests, current.clients], [all?.requests, all?.ips]);
    const [host] = await plain('host', 'true');
    const entity = await answerOf<Counted>(api, `/v1/entities/host/${host?.value}?${range}`);
    assert.deepEqual(
      [entity.requests, entity.first_seen, entity.last_seen],
      [host?.requests, host?.first_seen, host?.last_seen],
    );
  });

  it('a list of TCP fingerprints counts the requests that have one', async () => {
    const [seen] = await plain(`'all'`, `ip_meta_ttl IS NOT NULL AND ${direct}`);
    const items = await listed('/v1/tcp-fingerprints', 'fingerprint');
    assert.equal(
      items.reduce((sum, { requests }) => sum + Number(requests), 0),
      seen?.requests,
    );
  });
});
