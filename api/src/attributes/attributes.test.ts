import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allPages, answerOf, needsScope, problemOf, refuses } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests } from '../testing/logged-requests.js';
import { agents, day, traffic } from '../testing/traffic.js';
import type { AttributeList, AttributePage, AttributeValue } from './attributes.types.js';

describe('attributes', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let names: string[];
  before(async () => {
    api = await startHarness();
    const { items } = await answerOf<AttributeList>(api, '/v1/attributes');
    names = items.map(({ attribute }) => attribute);
  });
  after(() => api.close());

  const values = async (attribute: string, query = ''): Promise<[string, number][]> => {
    const { items } = await answerOf<AttributePage>(api, `/v1/attributes/${attribute}/values?${day}&${query}`);
    return items.map(({ value, requests }) => [value, requests]);
  };

  it('200 no values of any attribute in an empty database', async () => {
    assert.ok(names.length > 20);
    for (const name of names) assert.deepEqual(await values(name, 'count=true&prefix=a'), [], name);
  });

  it('200 the values of every attribute, with their share', async () => {
    await insertRequests(api.context.store, traffic);
    for (const name of names.filter((known) => !['ja3', 'ja4_stable', 'h2_fingerprint'].includes(known))) {
      const path = `/v1/attributes/${name}/values?${day}&count=true`;
      const { items, total } = await answerOf<AttributePage>(api, path);
      if (name !== 'accept_language') assert.equal(items.length, total, name);
      const share = items.reduce((sum, item) => sum + item.share, 0);
      if (items.length) assert.ok(Math.abs(share - 1) < 1e-9, `${name}: ${share}`);
      assert.deepEqual(await allPages<AttributeValue>(api, path), items, name);
    }
    assert.deepEqual(await values('browser'), [
      ['chrome', 13],
      ['curl', 12],
      ['firefox', 3],
    ]);
    assert.deepEqual(await values('os'), [
      ['windows', 13],
      ['other', 12],
      ['linux', 3],
    ]);
    assert.deepEqual((await values('status'))[0], ['401', 12]);
    assert.deepEqual(await values('orphan_reason'), [['plain_http', 1]]);
  });

  it('200 narrowed by prefix and by the filters of the search', async () => {
    assert.deepEqual(await values('user_agent', 'prefix=CURL'), [[agents.curl, 12]]);
    assert.deepEqual(await values('ip', 'prefix=2001:DB8'), [['2001:db8::7', 12]]);
    assert.deepEqual(await values('path', 'client_ip=203.0.113.0/24&status=404&sort=value'), [
      ['/.env', 4],
      ['/.git/config', 1],
    ]);
    assert.deepEqual((await values('host', 'sort=-ips'))[0], ['shop.example', 27]);
  });

  it('4xx names the parameter that is wrong', async () => {
    await refuses(api, '/v1/attributes/host/values', {
      'client_ip=nowhere': 'client_ip',
      'sort=size': 'sort',
      'cursor=abc': 'cursor',
      'colour=red': 'colour',
      'from=-1h&to=-2h': 'from',
    });
    await problemOf(api, '/v1/attributes/planet/values', 422);
  });

  it('401 and 403 without a key that may read', async () => {
    for (const path of ['/v1/attributes', '/v1/attributes/host/values']) await needsScope(api, path);
  });
});
