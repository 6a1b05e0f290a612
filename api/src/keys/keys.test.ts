import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answer, bearer, send } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { ApiKey, ApiKeyPage, CreatedApiKey, KeyKinds } from './keys.types.js';

describe('keys', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let now = Date.now();
  before(async () => {
    api = await startHarness({ now: () => now });
  });
  after(() => api.close());

  const create = (body: object, headers = {}): Promise<Response> => send(api, 'POST', '/v1/keys', body, headers);
  const created = (body: object): Promise<CreatedApiKey> => answer(create(body), 201);
  const list = (query: string): Promise<ApiKeyPage> => answer(api.call(`/v1/keys?${query}`), 200);
  const statusWith = async (key: string, path = '/v1/status'): Promise<number> =>
    (await api.call(path, { headers: bearer(key) })).status;

  test('201: a new key opens what its kind may do, and its secret is never shown again', async () => {
    const response = await create({ name: 'SIEM', kind: 'reader' });
    assert.equal(response.status, 201);
    const { key, key_id } = (await response.json()) as CreatedApiKey;
    assert.equal(await statusWith(key), 200);
    const text = await (await api.call('/v1/keys')).text();
    assert.ok((JSON.parse(text) as ApiKeyPage).items.some((item) => item.key_id === key_id));
    assert.ok(!text.includes(key) && !text.includes('secret_hash'));
  });

  test('each kind says what a key of it may do', async () => {
    const { items } = await answer<KeyKinds>(api.call('/v1/keys/kinds'), 200);
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ['sensor', 'worker', 'reader', 'analyst', 'admin', 'bouncer'],
    );
    const bouncer = await created({ name: 'bouncer of the kinds', kind: 'bouncer' });
    assert.deepEqual(items.find(({ kind }) => kind === 'bouncer')?.scopes, bouncer.scopes);
    for (const { kind, scopes } of items) assert.ok(scopes.length > 0, kind);
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
    for (const method of ['DELETE', 'GET']) await answer(api.call('/v1/keys/none', { method }), 404);
    await answer(api.call('/v1/keys?cursor=x'), 400);
  });

  test('201: a key with narrower scopes than its kind may do no more than these, and gives no more', async () => {
    const { key, scopes } = await created({ name: 'narrow', kind: 'admin', scopes: ['keys:admin', 'status:read'] });
    assert.deepEqual(scopes, ['status:read', 'keys:admin']);
    assert.equal(await statusWith(key), 200);
    assert.equal(await statusWith(key, '/v1/requests'), 403);
    await answer(create({ name: 'wide', kind: 'admin' }, bearer(key)), 403);
    await answer(create({ name: 'same', kind: 'admin', scopes: ['status:read'] }, bearer(key)), 201);
    await answer(create({ name: 'x', kind: 'reader', scopes: ['keys:admin'] }), 422);
  });

  test('200: a key says who made it, and when and from where it was used last', async () => {
    const { key, key_id, created_by, last_used_at } = await created({ name: 'used', kind: 'reader' });
    assert.deepEqual([created_by, last_used_at], ['made at first start', null]);
    now += 5000;
    await statusWith(key);
    const used = await answer<ApiKey>(api.call(`/v1/keys/${key_id}`), 200);
    assert.deepEqual([used.last_used_at, used.last_address], [new Date(now).toISOString(), '127.0.0.1']);
  });

  test('200: filters and pages, merged and unmerged the same', async () => {
    await created({ name: 'ends', kind: 'reader', expires_at: new Date(now + 1000).toISOString() });
    now += 2000;
    const read = (): Promise<ApiKeyPage[]> =>
      Promise.all(['count=true', 'kind=sensor', 'state=revoked', 'state=expired', 'name=en*'].map(list));
    const unmerged = await read();
    const [all, ...filtered] = unmerged;
    assert.deepEqual(
      filtered.map(({ items }) => items.map(({ name }) => name)),
      [['sensor of this machine'], ['gone'], ['ends', 'short'], ['ends']],
    );
    const { store } = api.context;
    await store.command('test', `OPTIMIZE TABLE ${store.database}.api_keys FINAL`);
    assert.deepEqual(await read(), unmerged);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(`limit=3${cursor}`);
      seen.push(...page.items.map(({ key_id }) => key_id));
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor);
    assert.deepEqual(
      seen,
      all!.items.map(({ key_id }) => key_id),
    );
    assert.equal(all!.total, seen.length);
  });

  test('422: unknown kind, unknown field and a sensor without a name are refused by name', async () => {
    const cases: [object, RegExp][] = [
      [{ name: 'x', kind: 'god' }, /kind.*must be one of sensor/],
      [{ name: 'x', kind: 'reader', colour: 'red' }, /colour/],
      [{ name: 'x', kind: 'sensor' }, /sensor_id/],
      [{ name: 'x', kind: 'reader', sensor_id: 'web-1' }, /sensor_id/],
      [{ name: 'x', kind: 'reader', expires_at: '2020-01-01T00:00:00Z' }, /expires_at/],
      [{ name: 'x', kind: 'reader', scopes: [] }, /scopes/],
    ];
    for (const [body, detail] of cases) {
      const response = await create(body);
      assert.equal(response.status, 422);
      assert.match(((await response.json()) as { detail: string }).detail, detail);
    }
  });
});
