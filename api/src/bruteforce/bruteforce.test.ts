import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allPages, answerOf, needsScope, refuses } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests, loggedRequest } from '../testing/logged-requests.js';
import { day, traffic } from '../testing/traffic.js';
import type {
  BruteforceAttacker,
  BruteforceAttackerPage,
  BruteforceTarget,
  BruteforceTargetPage,
  BruteforceTimeline,
} from './bruteforce.types.js';

/** A busier one, at two hosts, in forms that ask for no password. */
const forms = Array.from({ length: 30 }, (_, index) =>
  loggedRequest(1000 + index, {
    ...{
      client_ip: '203.0.113.99',
      src_ip: '203.0.113.99',
      method: 'POST',
      path: '/contact',
      status: 200,
      time: '2026-11-22T16:00:00.000000Z',
    },
    host: index < 18 ? 'shop.example' : 'blog.example',
  }),
);

describe('brute force', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const targets = (query = ''): Promise<BruteforceTargetPage> =>
    answerOf(api, `/v1/bruteforce/targets?${day}&count=true&${query}`);
  const attackers = (query = ''): Promise<BruteforceAttackerPage> =>
    answerOf(api, `/v1/bruteforce/attackers?${day}&count=true&${query}`);

  it('200 nothing in an empty database', async () => {
    assert.deepEqual([(await targets()).items, (await attackers()).total], [[], 0]);
    const { items } = await answerOf<BruteforceTimeline>(api, `/v1/bruteforce/timeline?${day}`);
    assert.ok(items.length === 24 && items.every(({ posts }) => posts === 0));
  });

  it('200 hosts that are guessed at, and by whom', async () => {
    await insertRequests(api.context.store, [...traffic, ...forms]);
    const { items, total } = await targets();
    assert.equal(total, 2);
    assert.deepEqual(items[0], {
      ...{ host: 'shop.example', attackers: 2, posts: 30, login_posts: 12, refused: 12 },
      top_attackers: ['203.0.113.99', '2001:db8::7'],
      first_seen: '2026-11-22T14:00:00.000000Z',
      last_seen: '2026-11-22T16:00:00.000000Z',
    } satisfies BruteforceTarget);
    assert.deepEqual((await attackers()).items[0], {
      ...{ client_ip: '203.0.113.99', hosts: ['shop.example', 'blog.example'], ja4s: 1 },
      ...{ posts: 30, login_posts: 0, refused: 0 },
      first_seen: '2026-11-22T16:00:00.000000Z',
      last_seen: '2026-11-22T16:00:00.000000Z',
    } satisfies BruteforceAttacker);
  });

  it('200 narrowed, in every order, page by page', async () => {
    const found = async (query: string): Promise<string[]> =>
      (await attackers(query)).items.map(({ client_ip }) => client_ip);
    assert.deepEqual(await found('logins_only=true'), ['2001:db8::7']);
    assert.deepEqual(await found('min_posts=13'), ['203.0.113.99']);
    assert.deepEqual(await found('min_posts=19'), []);
    assert.deepEqual(await found('host=blog*'), ['203.0.113.99']);
    assert.deepEqual(await found('client_ip=2001:db8::/32'), ['2001:db8::7']);
    for (const sort of ['-posts', '-refused', '-last_seen']) {
      const { items } = await targets(`sort=${sort}&min_posts=1`);
      assert.deepEqual(await allPages(api, `/v1/bruteforce/targets?${day}&sort=${sort}&min_posts=1`), items);
      const path = `/v1/bruteforce/attackers?${day}&sort=${sort}&min_posts=1`;
      assert.deepEqual(await allPages(api, path), (await attackers(`sort=${sort}&min_posts=1`)).items);
    }
  });

  it('200 hour by hour', async () => {
    const { items } = await answerOf<BruteforceTimeline>(api, `/v1/bruteforce/timeline?${day}&logins_only=true`);
    const busy = items.filter(({ posts }) => posts > 0);
    assert.deepEqual(busy, [
      {
        time: '2026-11-22T14:00:00.000000Z',
        ...{ posts: 12, login_posts: 12, refused: 12, attackers: 1, targets: 1 },
      },
    ]);
  });

  it('200 of logins only logins, whatever else was posted; each JA4 of however many', async () => {
    const who = {
      client_ip: '203.0.113.55',
      src_ip: '203.0.113.55',
      method: 'POST',
      status: 200,
      host: 'shop.example',
    };
    const posts = (path: string, hour: number, count: number) =>
      Array.from({ length: count }, (_, at) => {
        const ja4 = `t13d1516h2_8daaf6152771_${String(at).padStart(12, '0')}`;
        return loggedRequest(2000 + 200 * hour + at, { ...who, path, ja4, time: `2026-11-25T${hour}:00:00.000000Z` });
      });
    await insertRequests(api.context.store, [...posts('/login', 14, 12), ...posts('/contact', 16, 150)]);
    const other = 'from=2026-11-25T00:00:00Z&to=2026-11-26T00:00:00Z';
    const one = async (query: string): Promise<BruteforceAttacker> =>
      (await answerOf<BruteforceAttackerPage>(api, `/v1/bruteforce/attackers?${other}&${query}`)).items[0]!;
    const all = await one('');
    assert.deepEqual([all.posts, all.login_posts, all.ja4s], [162, 12, 150]);
    const logins = await one('logins_only=true');
    assert.deepEqual([logins.posts, logins.ja4s, logins.last_seen], [12, 12, '2026-11-25T14:00:00.000000Z']);
    const { items } = await answerOf<BruteforceTimeline>(api, `/v1/bruteforce/timeline?${other}&logins_only=true`);
    assert.deepEqual(
      items.flatMap(({ posts }, hour) => (posts ? [[hour, posts]] : [])),
      [[14, 12]],
    );
  });

  it('4xx names the parameter that is wrong', async () => {
    for (const list of ['targets', 'attackers']) {
      await refuses(api, `/v1/bruteforce/${list}`, {
        'min_posts=0': 'min_posts',
        'client_ip=nowhere': 'client_ip',
        'sort=size': 'sort',
        'cursor=abc': 'cursor',
      });
    }
    await refuses(api, '/v1/bruteforce/timeline', { 'limit=5': 'limit', 'from=x': 'from' });
    const { next_cursor } = await targets('limit=1');
    await refuses(api, `/v1/bruteforce/attackers?${day}&cursor=${next_cursor}`, { '': 'cursor' });
  });

  it('401 and 403 without a key that may read', async () => {
    for (const path of ['targets', 'attackers', 'timeline']) await needsScope(api, `/v1/bruteforce/${path}`);
  });
});
