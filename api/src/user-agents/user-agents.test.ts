import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allPages, answerOf, needsScope, refuses } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest, withManyValues } from '../testing/logged-requests.js';
import { agents, day, hellos, traffic } from '../testing/traffic.js';
import type { UserAgent, UserAgentPage } from './user-agents.types.js';

describe('User-Agents', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const list = (query = ''): Promise<UserAgentPage> => answerOf(api, `/v1/user-agents?${day}&count=true&${query}`);

  it('200 nothing in an empty database', async () => {
    const { items, total } = await list();
    assert.deepEqual([items, total], [[], 0]);
  });

  it('200 what they claim, and with what they came', async () => {
    await insertRequests(api.context.store, traffic);
    const { items, total } = await list();
    assert.equal(total, 3);
    assert.deepEqual(items[0], {
      user_agent: agents.chrome,
      ...{ browser: 'chrome', os: 'windows', is_browser: true },
      ...{ requests: 13, ips: 2, ja4s: 3, ja4_families: 3, header_orders: 2, top_ja4: hellos.chrome },
      first_seen: '2026-11-22T09:10:00.000000Z',
      last_seen: '2026-11-22T13:00:00.000000Z',
    } satisfies UserAgent);
  });

  it('200 found by text, kind, host and JA4, in every order', async () => {
    const found = async (query: string): Promise<string[]> =>
      (await list(query)).items.map(({ user_agent }) => user_agent);
    assert.deepEqual(await found('search=CURL'), [agents.curl]);
    assert.deepEqual(await found('browser=firefox'), [agents.firefox]);
    assert.deepEqual(await found('host=www.example'), [agents.chrome]);
    assert.deepEqual(await found(`ja4=${hellos.curl}&sort=-ips`), [agents.chrome, agents.curl].reverse());
    for (const sort of ['-requests', '-ips', '-ja4s', '-first_seen', '-last_seen']) {
      const { items } = await list(`sort=${sort}`);
      assert.deepEqual(await allPages<UserAgent>(api, `/v1/user-agents?${day}&sort=${sort}`), items);
    }
  });

  it('200 names of browsers and systems', async () => {
    const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
    const kinds: Record<string, [browser: string, os: string, isBrowser: boolean]> = {
      [`Mozilla/5.0 (Linux; Android 15) ${webkit} SamsungBrowser/27.0 Chrome/125.0.0.0`]: ['samsung', 'android', true],
      [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.1 Safari/605.1.15`]: [
        'safari',
        'macos',
        true,
      ],
      [`Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${webkit} CriOS/142.0`]: ['chrome', 'ios', true],
      [`Mozilla/5.0 (Windows NT 10.0) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0`]: ['edge', 'windows', true],
      [`Mozilla/5.0 (X11; CrOS x86_64 1) ${webkit} Chrome/142.0.0.0 OPR/120.0`]: ['opera', 'chromeos', true],
      [`Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/142.0`]: ['headless', 'linux', false],
      ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)']: ['bot', 'other', false],
      ['python-requests/2.32.3']: ['python', 'other', false],
      ['Go-http-client/2.0']: ['go', 'other', false],
      ['something else']: ['other', 'other', false],
    };
    await insertRequests(
      api.context.store,
      Object.keys(kinds).map((user_agent, index) => loggedRequest(1000 + index, { user_agent, host: 'kinds.example' })),
    );
    const { items } = await list('host=kinds.example');
    const found = items.map(({ user_agent, browser, os, is_browser }) => [user_agent, [browser, os, is_browser]]);
    assert.deepEqual(Object.fromEntries(found), kinds);
  });

  it('200 the most frequent JA4 of many', async () => {
    await insertRequests(api.context.store, withManyValues('ja4', { user_agent: 'many' }));
    assert.equal((await list('search=many')).items[0]?.top_ja4, 'b');
    assert.equal((await list('search=many&host=shop.example')).items[0]?.top_ja4, 'b');
  });

  it('4xx names the parameter that is wrong', async () => {
    await refuses(api, '/v1/user-agents', {
      'browser=mosaic': 'browser',
      'sort=size': 'sort',
      'cursor=abc': 'cursor',
      'colour=red': 'colour',
    });
  });

  it('401 and 403 without a key that may read', async () => {
    await needsScope(api, '/v1/user-agents');
  });
});
