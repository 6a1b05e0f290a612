import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allPages, answerOf, needsScope, problemOf, refuses } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { day, hellos, traffic } from '../testing/traffic.js';
import type {
  DecodedFingerprint,
  Fingerprint,
  FingerprintDetail,
  FingerprintPage,
  DictionaryEntry,
  DictionaryPage,
} from './fingerprints.types.js';

const json = { 'content-type': 'application/json' };
const put = (body: object): RequestInit => ({ method: 'PUT', headers: json, body: JSON.stringify(body) });
const monitor = { client: 'Our "uptime", monitor', category: 'tool' };

describe('fingerprints', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const list = (query = ''): Promise<FingerprintPage> => answerOf(api, `/v1/fingerprints?${day}&count=true&${query}`);
  const known = (query = ''): Promise<DictionaryPage> => answerOf(api, `/v1/fingerprints/clients?count=true&${query}`);
  const get = (ja4: string): Promise<FingerprintDetail> => answerOf(api, `/v1/fingerprints/${ja4}?${day}`);

  it('200 nothing in an empty database, yet every JA4 in words', async () => {
    const { items, total } = await list('known=true');
    assert.deepEqual([items, total], [[], 0]);
    assert.deepEqual((await known()).items, []);
    const { seen, decoded, clients, shared_by, requests_read } = await get(hellos.chrome);
    assert.deepEqual([seen, clients, requests_read], [undefined, [], 0]);
    assert.deepEqual(
      [decoded.version, decoded.alpn_words, decoded.cipher_count],
      ['TLS 1.3', 'first protocol (ALPN) h2', 15],
    );
    assert.ok(shared_by.every(({ distinct }) => distinct === 0));
  });

  it('200 how common each is, and what it looks like', async () => {
    await insertRequests(api.context.store, traffic);
    const { items, total } = await list();
    assert.equal(total, 4);
    assert.deepEqual(items[0], {
      ja4: hellos.curl,
      ...{ requests: 13, share: 13 / 28, ips: 2, hosts: 1, user_agents: 2, asns: 1, browser_share: 0 },
      browsers: [
        { value: 'curl', requests: 12, share: 12 / 13 },
        { value: 'chrome', requests: 1, share: 1 / 13 },
      ],
      first_seen: '2026-11-22T13:00:00.000000Z',
      last_seen: '2026-11-22T14:00:11.000000Z',
      clients: [],
    } satisfies Fingerprint);
    for (const sort of ['-requests', '-ips', '-first_seen', '-last_seen', 'browser_share', '-browser_share']) {
      const whole = (await list(`sort=${sort}`)).items;
      assert.deepEqual(await allPages<Fingerprint>(api, `/v1/fingerprints?${day}&sort=${sort}`), whole, sort);
    }
    assert.deepEqual(
      (await list('ja4=t13d15*')).items.map(({ ja4 }) => ja4),
      [hellos.chrome],
    );
    assert.deepEqual(
      (await list('host=www.example')).items.map(({ ja4, requests, browsers }) => [ja4, requests, browsers]),
      [[hellos.chrome, 2, [{ value: 'chrome', requests: 2, share: 1 }]]],
    );
    assert.equal((await list('min_requests=8')).total, 2);
  });

  it('200 one fingerprint with the names of its ciphers and who shares it', async () => {
    const ja4_r = 't13d0203h2_1301,1302_000a,002b_0403';
    await insertRequests(api.context.store, [
      loggedRequest(500, { ja4: 't13d0203h2_a_b', ja4_r, host: 'raw.example' }),
    ]);
    await insertRequests(api.context.store, [loggedRequest(501, { ja4: hellos.go, ja4_r, host: 'raw.example' })]);
    const { decoded_raw, seen, shared_by } = await get(hellos.go);
    assert.equal(decoded_raw?.ciphers?.[0]?.name, 'TLS_AES_128_GCM_SHA256');
    assert.equal(seen?.requests, 5);
    const ips = shared_by.find(({ attribute }) => attribute === 'ip');
    assert.deepEqual(
      ips?.items.map(({ value }) => value),
      ['203.0.113.66', '203.0.113.7'],
    );
  });

  it('200 decodes every form', async () => {
    const decode = (ja4: string) => answerOf<DecodedFingerprint>(api, `/v1/fingerprints/decode?ja4=${ja4}`);
    assert.equal((await decode(hellos.firefox)).decoded.form, 'ja4');
    assert.equal((await decode('t13d0203h2_1301,1302_000a,002b_0403')).decoded.form, 'ja4_r');
    await refuses(api, '/v1/fingerprints/decode', { 'ja4=x': 'ja4', '': 'ja4' });
  });

  it('200 promotes into the dictionary, and takes back', async () => {
    const path = `/v1/fingerprints/${hellos.go}/client`;
    const promoted = await answerOf<DictionaryEntry>(api, path, put({ client: 'Something', category: 'library' }));
    assert.deepEqual(promoted, { ja4: hellos.go, list: 'promoted', client: 'Something', category: 'library' });
    await answerOf(api, path, put(monitor));
    await answerOf(api, `/v1/fingerprints/${hellos.curl}/client`, put({ client: 'curl 8', category: 'tool' }));
    const entry = { list: 'promoted', ...monitor };
    assert.deepEqual((await get(hellos.go)).clients, [entry]);
    assert.deepEqual((await known('client=UPTIME')).items, [{ ja4: hellos.go, ...entry }]);
    assert.deepEqual((await known('category=tool')).total, 2);
    assert.deepEqual((await allPages<DictionaryEntry>(api, '/v1/fingerprints/clients?category=tool')).length, 2);
    assert.deepEqual(
      (await list('known=true')).items.map(({ ja4 }) => ja4),
      [hellos.curl, hellos.go],
    );
    assert.deepEqual((await list('known=false')).total, 3);
    assert.deepEqual((await list(`ja4=${hellos.go}`)).items[0]?.clients, [entry]);
    for (const ja4 of [hellos.go, hellos.curl]) {
      const response = await api.call(`/v1/fingerprints/${ja4}/client`, { method: 'DELETE' });
      assert.equal(response.status, 204, await response.text());
    }
    assert.deepEqual((await known()).total, 0);
    await problemOf(api, path, 404, { method: 'DELETE' });
  });

  it('200 an address in no list of networks is in none', async () => {
    const [unlisted, mixed] = ['t13d0203h2_c_d', 't13d0203h2_e_f'];
    const requests = [{ ja4: unlisted }, { ja4: mixed }, { ja4: mixed, asn: 64_496 }, { ja4: mixed, asn: 64_511 }];
    await insertRequests(
      api.context.store,
      requests.map((request, at) => loggedRequest(600 + at, request)),
    );
    const asnsOf = async (ja4: string): Promise<unknown> => (await list(`ja4=${ja4}`)).items[0]?.asns;
    assert.deepEqual([await asnsOf(unlisted), await asnsOf(mixed)], [0, 2]);
  });

  it('404 and 422 for what cannot be promoted', async () => {
    const path = `/v1/fingerprints/${hellos.go}/client`;
    await problemOf(api, '/v1/fingerprints/nothing/client', 404, put(monitor));
    await problemOf(
      api,
      `/v1/fingerprints/${encodeURIComponent('t13d0203h2_1301,1302_000a,002b_0403')}/client`,
      404,
      put(monitor),
    );
    await problemOf(api, '/v1/fingerprints/nothing', 404);
    for (const wrong of [{ client: '' }, { client: 'a\nb' }, { category: 'planet' }, { colour: 'red' }]) {
      await problemOf(api, path, 422, put({ ...monitor, ...wrong }));
    }
  });

  it('4xx names the parameter that is wrong', async () => {
    await refuses(api, '/v1/fingerprints', { 'known=maybe': 'known', 'cursor=abc': 'cursor', 'sort=size': 'sort' });
    await refuses(api, '/v1/fingerprints/clients', { 'category=planet': 'category', 'cursor=abc': 'cursor' });
    await refuses(api, `/v1/fingerprints/${hellos.go}`, { 'from=yesterday': 'from' });
  });

  it('401 and 403 without a key that may', async () => {
    for (const path of ['', '/clients', '/decode?ja4=x', `/${hellos.go}`]) {
      await needsScope(api, `/v1/fingerprints${path}`);
    }
    await needsScope(api, `/v1/fingerprints/${hellos.go}/client`, put(monitor));
    const reader = await api.key({ name: 'reader', kind: 'reader' });
    const headers = { ...json, authorization: `Bearer ${reader}` };
    await problemOf(api, `/v1/fingerprints/${hellos.go}/client`, 403, { ...put(monitor), headers });
  });
});
