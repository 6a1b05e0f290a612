import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';

describe('rate limit', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let now = Date.now();
  before(async () => {
    api = await startHarness({ now: () => now }, { JA4_RATE_LIMIT: '5' });
  });
  after(() => api.close());

  const call = (key: string): Promise<Response> =>
    api.call('/v1/session', { headers: { authorization: `Bearer ${key}` } });

  it('says what is left, refuses with the time to wait, and begins again after a minute', async () => {
    const key = await api.key({ name: 'a', kind: 'reader' });
    for (const left of [4, 3, 2, 1, 0]) {
      const response = await call(key);
      assert.notEqual(response.status, 429);
      assert.equal(response.headers.get('ratelimit-policy'), '"minute";q=5;w=60');
      assert.equal(response.headers.get('ratelimit'), `"minute";r=${left};t=60`);
    }
    now += 20_000;
    const refused = await call(key);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '40');
    assert.equal(refused.headers.get('ratelimit'), '"minute";r=0;t=40');
    const metrics = await (await fetch(`${api.address}/metrics`)).text();
    assert.match(metrics, /^ja4_api_rate_limited_total 1$/m);
    now += 40_000;
    assert.notEqual((await call(key)).status, 429);
  });

  it('counts each caller for itself, and those without a key by their address', async () => {
    const key = await api.key({ name: 'b', kind: 'reader' });
    for (let count = 0; count < 5; count++) assert.equal((await call(`nobody-${count}`)).status, 401);
    assert.equal((await call('nobody-6')).status, 429);
    assert.notEqual((await call(key)).status, 429);
  });

  it('holds back no sensor and no worker', async () => {
    const key = await api.key({ name: 'w', kind: 'worker' });
    for (let count = 0; count < 10; count++) assert.notEqual((await call(key)).status, 429);
  });
});
