import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import type { CreatedApiKey } from '../keys/keys.types.js';
import { startHarness, skipWithoutServices, type Harness } from '../testing/harness.js';

describe('Idempotency-Key', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());

  const create = (name: string, idempotencyKey: string, authorization = `Bearer ${api.adminKey}`): Promise<Response> =>
    api.call('/v1/keys', {
      method: 'POST',
      body: JSON.stringify({ name, kind: 'reader' }),
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    });
  const names = async (): Promise<string[]> => {
    const page = (await (await api.call('/v1/keys?limit=500')).json()) as { items: { name: string }[] };
    return page.items.map(({ name }) => name);
  };

  it('the same answer again, and one key only', async () => {
    const first = await create('once', 'k1');
    assert.equal(first.status, 201);
    const created = (await first.json()) as CreatedApiKey;
    const second = await create('once', 'k1');
    assert.equal(second.status, 201);
    assert.equal(second.headers.get('idempotency-replayed'), 'true');
    assert.equal(second.headers.get('content-type'), first.headers.get('content-type'));
    assert.deepEqual(await second.json(), created);
    assert.equal((await names()).filter((name) => name === 'once').length, 1);
  });

  it('409 for another body or another operation under the same key', async () => {
    const response = await create('twice', 'k1');
    assert.equal(response.status, 409);
    assert.match(await response.text(), /idempotency-conflict/);
    const headers = { 'idempotency-key': 'k1' };
    assert.equal((await api.call('/v1/keys/x', { method: 'DELETE', headers })).status, 409);
    assert.ok(!(await names()).includes('twice'));
  });

  it('400 for a body that is not JSON: the file of a second import must not get the answer of the first', async () => {
    const put = (prefix: string, headers: Record<string, string>): Promise<Response> =>
      api.call('/v1/reference-lists/offices?kind=prefixes', {
        method: 'PUT',
        body: `${prefix},office`,
        headers: { 'content-type': 'application/octet-stream', ...headers },
      });
    const [first, second] = ['192.0.2.0/28', '198.51.100.0/28'];
    for (const prefix of [first, second]) {
      const response = await put(prefix, { 'idempotency-key': 'k7' });
      assert.equal(response.status, 400);
      assert.match(await response.text(), /header\.Idempotency-Key/);
    }
    const checksums = new Set<string>();
    for (const prefix of [first, second]) {
      const response = await put(prefix, {});
      assert.equal(response.status, 200);
      checksums.add(((await response.json()) as { checksum: string }).checksum);
    }
    assert.equal(checksums.size, 2);
  });

  it('a write without a body may have a content type', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'k8' };
    assert.equal((await api.call('/v1/detections/close-quiet', { method: 'POST', headers })).status, 200);
  });

  it('another caller has keys of its own', async () => {
    const other = `Bearer ${await api.key({ name: 'second admin', kind: 'admin' })}`;
    assert.equal((await create('of another', 'k1', other)).status, 201);
  });

  it('many at once: one is done, the others are told to come back', async () => {
    const responses = await Promise.all(Array.from({ length: 10 }, () => create('crowd', 'k2')));
    for (const { status, headers } of responses) {
      assert.ok(status === 201 || (status === 409 && headers.get('retry-after') === '1'), String(status));
    }
    assert.equal((await names()).filter((name) => name === 'crowd').length, 1);
    assert.equal((await create('crowd', 'k2')).status, 201);
  });

  it('what was no success may be tried again', async () => {
    const post = (body: object): Promise<Response> =>
      api.call('/v1/keys', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'idempotency-key': 'k3' },
      });
    assert.equal((await post({ name: 'x', kind: 'nonsense' })).status, 422);
    assert.equal((await post({ name: 'x', kind: 'reader' })).status, 201);
  });

  it('400 for a key that cannot be one, 401 before anything else', async () => {
    assert.equal((await create('x', 'a b')).status, 400);
    assert.equal((await create('x', 'x'.repeat(256))).status, 400);
    assert.equal((await create('once', 'k1', 'Bearer nobody')).status, 401);
  });

  it('nothing that is kept can be read by who only sees Redis', async () => {
    const created = (await (await create('secret', 'k4')).json()) as CreatedApiKey;
    const { redis, store } = api.context;
    const kept = await redis.keys(`${store.database}:idempotency:*`);
    assert.ok(kept.length > 0);
    for (const value of await redis.mget(kept)) {
      assert.ok(!value?.includes(created.key) && !value?.includes('secret'));
      assert.ok(!Buffer.from((JSON.parse(value ?? '{}') as { answer: string }).answer, 'base64').includes('"key"'));
    }
    for (const key of kept) assert.ok((await redis.ttl(key)) > 0);
  });

  it('409 in another session of the same person, whose answer it is not', async () => {
    const inSession = async (): Promise<Response> => {
      const login = await fetch(`${api.address}/v1/session`, {
        method: 'POST',
        body: JSON.stringify({ user: 'admin', password: api.password }),
        headers: { 'content-type': 'application/json' },
      });
      const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      return fetch(`${api.address}/v1/keys`, {
        method: 'POST',
        body: JSON.stringify({ name: 'in session', kind: 'reader' }),
        headers: { cookie, origin: api.address, 'content-type': 'application/json', 'idempotency-key': 'k6' },
      });
    };
    assert.equal((await inSession()).status, 201);
    assert.equal((await inSession()).status, 409);
  });

  it('503 while Redis is away', async () => {
    const ended = once(api.context.redis, 'end');
    api.context.redis.disconnect();
    await ended;
    const response = await create('x', 'k5');
    assert.equal(response.status, 503);
    assert.ok(response.headers.get('retry-after'));
    await api.context.redis.connect();
    assert.equal((await create('x', 'k5')).status, 201);
  });
});
