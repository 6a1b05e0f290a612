import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest, withoutHandshake } from '../testing/logged-requests.js';
import { activeHours, addressRows } from './address-rows.js';

const hourUs = 3_600_000_000;
const midnight = Date.parse('2026-11-20T00:00:00Z') * 1000;
const hour = (hours: number): number => midnight + hours * hourUs;

describe('rows of addresses', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
    // Four days of three addresses, hosts, JA4s and User-Agents, in other hours each day; some without a handshake.
    const requests = Array.from({ length: 240 }, (_, seq) =>
      loggedRequest(seq, {
        time: new Date(hour(Math.floor((seq * 97) / 240)) / 1000 + seq).toISOString(),
        client_ip: `192.0.2.${seq % 3}`,
        src_ip: `192.0.2.${seq % 3}`,
        host: `${seq % 5}.example`,
        user_agent: `agent ${seq % 4}`,
        status: [200, 404, 403, 500][seq % 4]!,
        method: seq % 2 ? 'POST' : 'GET',
        ...(seq % 7 ? { ja4: `t13d1516h2_${seq % 2}8daaf615277_02713d6af862` } : withoutHandshake),
      }),
    );
    // In two parts, so that rows are put together when they are read.
    await insertRequests(api.context.store, requests.slice(0, 100));
    await insertRequests(api.context.store, requests.slice(100));
  });
  after(() => api.close());

  const ranges = {
    'hours of one day': { from: hour(5), to: hour(20) },
    'a whole day': { from: hour(24), to: hour(48) },
    'days and hours at both ends': { from: hour(9), to: hour(81) },
    everything: { from: hour(0), to: hour(96) },
  };
  for (const [name, range] of Object.entries(ranges)) {
    for (const host of [undefined, '3.example']) {
      it(`say of ${name}${host ? ' at a host' : ''} what its requests say`, async () => {
        const counts = (correlated: string, requests: string, sum: (column: string, of: string) => string): string =>
          `toString(t.client_ip) AS ip, t.ja4 AS ja4, t.user_agent AS user_agent, ${requests} AS requests, ${correlated} AS correlated,
           ${sum('not_found', 't.status = 404')}, ${sum('refused', 't.status = 403')}, ${sum('server_errors', 't.status = 500')},
           ${sum('posts', `t.method = 'POST'`)}`;
        const { from, conditions } = addressRows(range, host);
        const read = `SELECT ${counts('sum(t.correlated)', 'sum(t.requests)', (column) => `sum(t.${column}) AS ${column}`)},
            uniqCombinedMerge(12)(t.hosts) AS hosts, ${activeHours} AS hours, min(t.first_seen) AS first, max(t.last_seen) AS last
          FROM ${from} ${conditions.where} GROUP BY t.client_ip, t.ja4, t.user_agent ORDER BY ip, ja4, user_agent`;
        const plain = `SELECT ${counts('countIf(t.correlated)', 'count()', (column, of) => `countIf(${of}) AS ${column}`)},
            uniqExact(t.host) AS hosts, uniqExact(toStartOfHour(t.time)) AS hours, min(t.time) AS first, max(t.time) AS last
          FROM (SELECT * REPLACE (ifNull(ja4, '') AS ja4) FROM http_logs) AS t
          WHERE t.time >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND t.time < fromUnixTimestamp64Micro({to:Int64}, 'UTC')
            ${host ? 'AND t.host = {host:String}' : ''}
          GROUP BY t.client_ip, t.ja4, t.user_agent ORDER BY ip, ja4, user_agent`;
        const { store } = api.context;
        const rows = await store.rows('test', read, conditions.params);
        assert.ok(rows.length > 3);
        assert.deepEqual(rows, await store.rows('test', plain, { ...range, ...(host && { host }) }));
      });
    }
  }
});
