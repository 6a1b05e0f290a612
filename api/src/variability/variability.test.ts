import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { allPages, answerOf, needsScope, refuses } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { insertRequests } from '../testing/logged-requests.js';
import { agents, day, hellos, traffic } from '../testing/traffic.js';
import type { Variability, VariabilityPage } from './variability.types.js';

describe('variability', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const list = (attribute: string, query: string): Promise<VariabilityPage> =>
    answerOf(api, `/v1/variability/${attribute}?${day}&count=true&${query}`);

  it('200 nothing in an empty database', async () => {
    const { items, total } = await list('user_agent', 'of=ja4');
    assert.deepEqual([items, total], [[], 0]);
  });

  it('200 which JA4 come under one User-Agent, and the reverse', async () => {
    await insertRequests(api.context.store, traffic);
    const { items, total } = await list('user_agent', 'of=ja4');
    assert.equal(total, 3);
    const [chrome, ...others] = items;
    const { entropy, ...rest } = chrome!;
    assert.deepEqual(rest, {
      value: agents.chrome,
      requests: 13,
      distinct: 3,
      top: [
        { value: hellos.chrome, requests: 8, share: 8 / 13 },
        { value: hellos.go, requests: 4, share: 4 / 13 },
        { value: hellos.curl, requests: 1, share: 1 / 13 },
      ],
    });
    const expected = [8, 4, 1].reduce((sum, n) => sum - (n / 13) * Math.log2(n / 13), 0);
    assert.ok(Math.abs(entropy - expected) < 1e-9);
    assert.deepEqual(
      others.map((other) => [other.distinct, other.entropy]),
      [
        [1, 0],
        [1, 0],
      ],
    );
    const [curl] = (await list('ja4', `of=user_agent&value=${hellos.curl}`)).items;
    assert.deepEqual([curl?.value, curl?.distinct], [hellos.curl, 2]);
  });

  it('200 narrowed and in every order, page by page', async () => {
    assert.equal((await list('user_agent', 'of=ja4&min_distinct=2')).total, 1);
    assert.equal((await list('ip', 'of=path&min_requests=6')).total, 2);
    assert.deepEqual((await list('ip', 'of=path&host=www.example')).items[0]?.value, '198.51.100.1');
    for (const sort of ['-distinct', '-entropy', '-requests']) {
      const { items } = await list('ip', `of=path&sort=${sort}`);
      assert.deepEqual(await allPages<Variability>(api, `/v1/variability/ip?of=path&${day}&sort=${sort}`), items);
    }
  });

  it('4xx names the parameter that is wrong', async () => {
    await refuses(api, '/v1/variability/ip?of=ja4', { 'min_distinct=0': 'min_distinct', 'cursor=abc': 'cursor' });
    await refuses(api, '/v1/variability/ip', { '': 'of', 'of=planet': 'of', 'of=ja4&colour=red': 'colour' });
    await refuses(api, '/v1/variability/planet', { 'of=ja4': 'attribute' });
  });

  it('401 and 403 without a key that may read', async () => {
    await needsScope(api, '/v1/variability/ip?of=ja4');
  });
});
