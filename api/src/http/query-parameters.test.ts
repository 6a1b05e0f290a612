import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';
import type { ProblemDetails } from './problem.js';

describe('query parameters', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  it('422 for one that the operation does not know, also where it has few or none', async () => {
    const wrong = [
      ['GET', '/v1/correlation?form=-7d', 'form'],
      ['HEAD', '/v1/correlation?form=-7d', 'form'],
      ['GET', '/v1/correlation?from=-7d&__proto__=1', '__proto__'],
      ['DELETE', '/v1/keys/x?everywhere=true', 'everywhere'],
      ['GET', '/v1/sensor-tokens?sort=name', 'sort'],
      ['GET', '/v1/keys/kinds?limit=1', 'limit'],
      ['GET', '/v1/keys/x?limit=1', 'limit'],
      ['POST', '/v1/detections/close-quiet?dry=true', 'dry'],
    ] as const;
    for (const [method, path, name] of wrong) {
      const response = await api.call(path, { method });
      assert.equal(response.status, 422, path);
      if (method === 'HEAD') continue;
      const { code, errors } = (await response.json()) as ProblemDetails;
      assert.deepEqual(
        [code, errors],
        ['validation-failed', [{ location: `query.${name}`, message: 'is not known here' }]],
      );
    }
  });

  it('401 before anything is said of them', async () => {
    assert.equal((await fetch(`${api.address}/v1/correlation?form=-7d`)).status, 401);
  });

  it('200 for those that it knows, several times, too', async () => {
    for (const path of [
      '/v1/correlation?from=-7d',
      '/v1/sensor-tokens?limit=5',
      '/v1/requests?status=200&status=404',
    ]) {
      assert.equal((await api.call(path)).status, 200, path);
    }
  });
});
