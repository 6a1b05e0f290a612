import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { ApiKeyList, CreatedApiKey } from './keys.types.js';

describe('keys', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let now = Date.now();
  before(async () => {
    api = await startHarness({ now: () => now });
  });
  after(() => api.close());

  const create = (body: object): Promise<Response> =>
    api.call('/v1/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const statusWith = async (key: string): Promise<number> =>
    (await api.call('/v1/status', { headers: { authorization: `Bearer ${key}` } })).status;

  test('201: a new key opens what its kind may do, and its secret is never shown again', async () => {
    const response = await create({ name: 'SIEM', kind: 'reader' });
    assert.equal(response.status, 201);
    const { key, key_id } = (await response.json()) as CreatedApiKey;
    assert.equal(await statusWith(key), 200);
    const text = await (await api.call('/v1/keys')).text();
    assert.ok((JSON.parse(text) as ApiKeyList).items.some((item) => item.key_id === key_id));
    assert.ok(!text.includes(key) && !text.includes('secret_hash'));
  });

  test('204: a revoked key is refused', async () => {
    const { key, key_id } = (await (await create({ name: 'gone', kind: 'reader' })).json()) as CreatedApiKey;
    assert.equal(await statusWith(key), 200);
    assert.equal((await api.call(`/v1/keys/${key_id}`, { method: 'DELETE' })).status, 204);
    now += 10_001;
    assert.equal(await statusWith(key), 401);
  });

  test('401: an expired key is refused', async () => {
    const expires_at = new Date(now + 60_000).toISOString();
    const { key } = (await (await create({ name: 'short', kind: 'reader', expires_at })).json()) as CreatedApiKey;
    assert.equal(await statusWith(key), 200);
    now += 60_001;
    assert.equal(await statusWith(key), 401);
  });

  test('401 without credentials and with an unknown key, 403 without the scope, 404 for an unknown id', async () => {
    assert.equal((await fetch(`${api.address}/v1/keys`)).status, 401);
    assert.equal(await statusWith('ja4_admin_unknown'), 401);
    const reader = await api.key({ name: 'reader', kind: 'reader' });
    const refused = await api.call('/v1/keys', { headers: { authorization: `Bearer ${reader}` } });
    assert.equal(refused.status, 403);
    assert.match(((await refused.json()) as { detail: string }).detail, /keys:admin/);
    assert.equal((await api.call('/v1/keys/none', { method: 'DELETE' })).status, 404);
  });

  test('422: unknown kind, unknown field and a sensor without a name are refused by name', async () => {
    const cases: [object, RegExp][] = [
      [{ name: 'x', kind: 'god' }, /kind.*must be one of sensor/],
      [{ name: 'x', kind: 'reader', colour: 'red' }, /colour/],
      [{ name: 'x', kind: 'sensor' }, /sensor_id/],
      [{ name: 'x', kind: 'reader', sensor_id: 'web-1' }, /sensor_id/],
    ];
    for (const [body, detail] of cases) {
      const response = await create(body);
      assert.equal(response.status, 422);
      assert.match(((await response.json()) as { detail: string }).detail, detail);
    }
  });
});
