import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { featureVersion, fleetFeatures } from '@ja4-platform/common';
import type { LoggedRequest } from '../requests/requests.types.js';
import { answer } from '../testing/calls.js';
import { fleetCases } from '../testing/fleet-cases.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { fleetExpressions } from './fleet-sql.js';
import type { FleetPage, FleetRow } from './fleets.types.js';

const range = 'from=2026-11-22T14:00:00Z&to=2026-11-22T15:00:00Z';
const names = fleetFeatures.map(({ name }) => name);

/** Each case has a host of its own. */
const cases = fleetCases.flatMap(([feature, ...examples]) =>
  examples.map((example, index) => ({ feature, ...example, host: `${feature}-${index}.example` })),
);

function requestsOf(host: string, requests: readonly Partial<LoggedRequest>[]): LoggedRequest[] {
  return requests.map((request, index) => {
    const address = `198.51.100.${index}`;
    const usual = { host, tls_sni: host, src_ip: address, client_ip: address };
    return loggedRequest(index, { batch_id: crypto.randomUUID(), ...usual, ...request });
  });
}

describe('features of fleets', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
    await insertRequests(
      api.context.store,
      cases.flatMap(({ host, requests }) => requestsOf(host, requests)),
    );
  });
  after(() => api.close());

  const list = (query: string): Promise<FleetPage> => answer(api.call(`/v1/features/fleets?${range}&${query}`), 200);

  it('every feature has an expression and a case, and no other has', () => {
    assert.deepEqual(Object.keys(fleetExpressions).sort(), [...names].sort());
    assert.deepEqual(fleetCases.map(([name]) => name).sort(), [...names].sort());
  });

  it('200 each feature says what its description says', async () => {
    const { items, features, feature_version } = await list('limit=5000');
    assert.deepEqual([features, feature_version], [names, featureVersion]);
    for (const { feature, host, expected } of cases) {
      const value = items.find((item) => item.host === host)?.values[names.indexOf(feature)];
      const message = `${host}: ${value} is not ${expected}`;
      if (expected === null || typeof value !== 'number') assert.equal(value, expected, message);
      else assert.ok(Math.abs(value - expected) < 1e-6, message);
    }
  });

  it('200 the context has what evidence rules need', async () => {
    const [row] = (await list('host==login_refused_ratio-0.example')).items;
    assert.deepEqual(
      [row?.addresses, row?.requests, row?.header_order_hash, row?.hour],
      [4, 4, '3f1c0a9be44d7712', '2026-11-22T14:00:00Z'],
    );
    assert.deepEqual(row?.context, {
      addresses: ['198.51.100.0', '198.51.100.1', '198.51.100.2', '198.51.100.3'],
      header_order: 'Host,User-Agent,Accept-Encoding',
      login_posts: 4,
      login_posts_refused: 3,
      browser_like: 0,
      user_agents: 1,
      first_seen: '2026-11-22T14:03:21.482913Z',
      last_seen: '2026-11-22T14:03:21.482913Z',
    });
  });

  it('200 pages follow each other without a gap or a double; what one address did is left out', async () => {
    const whole = await list('limit=5000');
    assert.ok(whole.items.every(({ addresses }) => addresses >= 2));
    const seen: FleetRow[] = [];
    let cursor = '';
    do {
      const page = await list(`limit=9${cursor}`);
      seen.push(...page.items);
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor);
    assert.deepEqual(seen, whole.items);
    assert.equal(
      (await list('limit=5000&min_addresses=10')).items.every(({ addresses }) => addresses >= 10),
      true,
    );
  });

  it('4xx names the parameter that is wrong', async () => {
    for (const [query, status] of [
      ['limit=5001', 422],
      ['client_ip=192.0.2.1', 422],
      ['cursor=x', 400],
      ['min_addresses=0', 422],
      ['min_addresses=1000000000000000000000', 422],
    ] as const) {
      const response = await api.call(`/v1/features/fleets?${query}`);
      assert.equal(response.status, status, query);
      assert.ok((await response.text()).includes(query.split('=')[0] ?? ''));
    }
  });
});
