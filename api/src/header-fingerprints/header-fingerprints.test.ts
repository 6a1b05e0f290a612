import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allPages, answerOf, needsScope, refuses } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest, withManyValues, withoutHandshake } from '../testing/logged-requests.js';
import { agents, day, traffic } from '../testing/traffic.js';
import type { HeaderFingerprint, HeaderFingerprintPage } from './header-fingerprints.types.js';

describe('header fingerprints', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const list = (query = ''): Promise<HeaderFingerprintPage> =>
    answerOf(api, `/v1/header-fingerprints?${day}&count=true&${query}`);

  it('200 nothing in an empty database', async () => {
    const { items, total } = await list('header=host');
    assert.deepEqual([items, total], [[], 0]);
  });

  it('200 the orders of headers and who sends them', async () => {
    await insertRequests(api.context.store, traffic);
    const { items, total } = await list();
    assert.equal(total, 5);
    assert.deepEqual(items[1], {
      header_order_hash: 'chrome',
      headers: ['Host', 'User-Agent', 'Accept-Encoding'],
      ...{ requests: 8, ips: 1, ja4s: 1, user_agents: 1, browser_share: 1, top_user_agent: agents.chrome },
      browsers: [{ value: 'chrome', requests: 8, share: 1 }],
      first_seen: '2026-11-22T09:10:00.000000Z',
      last_seen: '2026-11-22T10:00:01.000000Z',
    } satisfies HeaderFingerprint);
  });

  it('200 narrowed, in every order, page by page', async () => {
    const found = async (query: string): Promise<string[]> =>
      (await list(query)).items.map(({ header_order_hash }) => header_order_hash);
    assert.deepEqual(await found('header_order_hash=go'), ['go']);
    assert.deepEqual(await found('user_agent=curl*'), ['curl']);
    assert.deepEqual(await found('min_requests=6'), ['curl', 'chrome']);
    assert.equal((await list('header=ACCEPT-encoding')).total, 5);
    assert.equal((await list('header=accept')).total, 0);
    for (const sort of ['-requests', '-ips', '-user_agents', '-first_seen', '-last_seen']) {
      const { items } = await list(`sort=${sort}`);
      assert.deepEqual(await allPages<HeaderFingerprint>(api, `/v1/header-fingerprints?${day}&sort=${sort}`), items);
    }
  });

  it('200 what came without a handshake is no JA4', async () => {
    const requests = ['plain', 'mixed', 'mixed'].map((header_order_hash, at) =>
      loggedRequest(300 + at, { header_order_hash, ...(at < 2 ? withoutHandshake : {}) }),
    );
    await insertRequests(api.context.store, requests);
    const ja4sOf = async (order: string): Promise<unknown> => (await list(`header_order_hash=${order}`)).items[0]?.ja4s;
    assert.deepEqual([await ja4sOf('plain'), await ja4sOf('mixed')], [0, 1]);
  });

  it('200 the most frequent User-Agent of many', async () => {
    await insertRequests(api.context.store, withManyValues('user_agent', { header_order_hash: 'many' }));
    assert.equal((await list('header_order_hash=many')).items[0]?.top_user_agent, 'b');
  });

  it('4xx names the parameter that is wrong', async () => {
    await refuses(api, '/v1/header-fingerprints', {
      'sort=size': 'sort',
      'cursor=abc': 'cursor',
      'colour=red': 'colour',
    });
  });

  it('401 and 403 without a key that may read', async () => {
    await needsScope(api, '/v1/header-fingerprints');
  });
});
