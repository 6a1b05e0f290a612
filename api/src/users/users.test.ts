import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Role } from '../http/scopes.js';
import { answer, bearer, send, withoutRedis } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import type { User, UserPage, UserWithPassword } from './users.types.js';

describe('users', { skip: skipWithoutServices }, () => {
  // Sessions of long ago are dropped by the store.
  let now = Date.now();
  let api: Harness;
  before(async () => {
    api = await startHarness({ now: () => now });
  });
  after(() => api.close());
  beforeEach(() => {
    now += 60_000;
  });

  const create = (login: string, role: Role): Promise<UserWithPassword> =>
    answer(send(api, 'POST', '/v1/users', { login, role }), 201);
  const list = (query: string): Promise<UserPage> => answer(api.call(`/v1/users?${query}`), 200);
  const get = (id: string): Promise<User> => answer(api.call(`/v1/users/${id}`), 200);
  const update = (id: string, body: object, version: number): Promise<Response> =>
    send(api, 'PATCH', `/v1/users/${id}`, body, { 'if-match': `"${version}"` });
  const signIn = (user: string, password: string): Promise<Response> =>
    fetch(`${api.address}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, password }),
    });
  const cookieOf = (response: Response): Record<string, string> => ({
    cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
    origin: api.address,
  });
  const as = (path: string, headers: Record<string, string>, init: RequestInit = {}): Promise<Response> =>
    fetch(api.address + path, { ...init, headers: { ...headers, 'content-type': 'application/json' } });
  const changePassword = (headers: Record<string, string>, current: string, password: string): Promise<Response> =>
    as('/v1/session/password', headers, { method: 'PUT', body: JSON.stringify({ current, password }) });

  test('200: a new platform has one administrator', async () => {
    const { items, total } = await list('count=true');
    assert.equal(total, 1);
    const { login, role, must_change_password, disabled_at, last_used_at } = items[0]!;
    assert.deepEqual(
      { login, role, must_change_password, disabled_at, last_used_at },
      { login: 'admin', role: 'admin', must_change_password: false, disabled_at: null, last_used_at: null },
    );
  });

  test('201: a person changes the given password before anything else, and every other session ends with it', async () => {
    const { password, user_id } = await create('ana', 'analyst');
    const first = cookieOf(await signIn('ana', password));
    const refused = await as('/v1/status', first);
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /change it first/);

    const other = cookieOf(await signIn('ana', password));
    await answer(changePassword(first, 'wrong', 'a quite long password'), 401);
    for (const bad of ['short', password, 'this is ANA herself'])
      await answer(changePassword(first, password, bad), 422);
    const changed = await changePassword(first, password, 'a quite long password');
    assert.equal(changed.status, 200);
    assert.equal((await as('/v1/status', cookieOf(changed))).status, 200);
    for (const old of [first, other]) assert.equal((await as('/v1/status', old)).status, 401);
    assert.equal((await signIn('ana', password)).status, 401);
    const { must_change_password, updated_by, last_used_at } = await get(user_id);
    assert.deepEqual([must_change_password, updated_by], [false, 'ana']);
    assert.equal(last_used_at, new Date(now).toISOString());
  });

  test('200: sessions are listed, and end on every device', async () => {
    now += 1000;
    const [here, there] = [await signIn('ana', 'a quite long password'), await signIn('ana', 'a quite long password')];
    const { items } = await answer<{ items: { current: boolean }[] }>(as('/v1/session/all', cookieOf(here)), 200);
    assert.equal(items.length, 3);
    assert.deepEqual(items.filter(({ current }) => current).length, 1);
    await answer(as('/v1/session', cookieOf(there), { method: 'DELETE' }), 204);
    assert.equal((await as('/v1/session', cookieOf(there))).status, 401);
    assert.equal((await as('/v1/session', cookieOf(here))).status, 200);
    await answer(as('/v1/session?everywhere=true', cookieOf(here), { method: 'DELETE' }), 204);
    assert.equal((await as('/v1/session', cookieOf(here))).status, 401);
    now += 1000;
    assert.equal((await signIn('ana', 'a quite long password')).status, 201);
  });

  test('200: role and access count at once, for open sessions too; ETag and If-Match', async () => {
    now += 1000;
    const session = cookieOf(await signIn('ana', 'a quite long password'));
    const [ana] = (await list('login=ana')).items;
    const read = await api.call(`/v1/users/${ana!.user_id}`);
    assert.equal(read.headers.get('etag'), `"${ana!.version}"`);
    assert.equal((await send(api, 'PATCH', `/v1/users/${ana!.user_id}`, { role: 'viewer' })).status, 428);
    assert.equal((await update(ana!.user_id, { role: 'viewer' }, 99)).status, 412);
    assert.equal((await as('/v1/users', session)).status, 403);
    const admin = await answer<User>(update(ana!.user_id, { role: 'admin' }, ana!.version), 200);
    assert.equal((await as('/v1/users', session)).status, 200);
    const disabled = await answer<User>(update(ana!.user_id, { disabled: true }, admin.version), 200);
    assert.equal(disabled.disabled_at, new Date(now).toISOString());
    assert.equal((await as('/v1/session', session)).status, 401);
    assert.equal((await signIn('ana', 'a quite long password')).status, 401);
    await answer(update(ana!.user_id, { disabled: false, role: 'analyst' }, disabled.version), 200);
    assert.equal((await as('/v1/session', session)).status, 401);
    assert.equal((await signIn('ana', 'a quite long password')).status, 201);
  });

  test('200: a reset password ends the sessions and must be changed', async () => {
    now += 1000;
    const session = cookieOf(await signIn('ana', 'a quite long password'));
    const [ana] = (await list('login=ana')).items;
    now += 1000;
    const { password, must_change_password } = await answer<UserWithPassword>(
      send(api, 'POST', `/v1/users/${ana!.user_id}/reset-password`),
      200,
    );
    assert.equal(must_change_password, true);
    now += 1000;
    assert.equal((await as('/v1/session', session)).status, 401);
    assert.equal((await signIn('ana', 'a quite long password')).status, 401);
    assert.equal((await signIn('ana', password)).status, 201);
  });

  test('409: a login is taken once, by two at once too, and the last administrator stays', async () => {
    const both = await Promise.all([1, 2].map(() => send(api, 'POST', '/v1/users', { login: 'bo', role: 'viewer' })));
    assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
    const [admin] = (await list('login=admin')).items;
    for (const change of [{ disabled: true }, { role: 'viewer' }]) {
      assert.equal((await update(admin!.user_id, change, admin!.version)).status, 409);
    }
  });

  test('200: filters, pages, merged and unmerged the same', async () => {
    const { store } = api.context;
    const read = (): Promise<UserPage[]> =>
      Promise.all(['count=true', 'role=analyst', 'login=b*', 'disabled=true', 'disabled=false'].map(list));
    const unmerged = await read();
    assert.deepEqual(
      unmerged.map(({ items }) => items.map(({ login }) => login)),
      [['admin', 'ana', 'bo'], ['ana'], ['bo'], [], ['admin', 'ana', 'bo']],
    );
    await store.command('test', `OPTIMIZE TABLE ${store.database}.users FINAL`);
    assert.deepEqual(await read(), unmerged);
    const { next_cursor } = await list('limit=2');
    assert.deepEqual(
      (await list(`limit=2&cursor=${next_cursor}`)).items.map(({ login }) => login),
      ['bo'],
    );
  });

  test('401: a password that is reset while it is checked opens no session and is not replaced by its person', async (t) => {
    const { store } = api.context;
    const { user_id, password: first } = await create('eve', 'viewer');
    const read = store.rows.bind(store);
    /** Returns the status of a call whose person got a new password just after the old one was read, and that password. */
    const resetDuring = async (work: () => Promise<Response>): Promise<[number, string]> => {
      let password = '';
      const rows = async <Row>(...query: Parameters<typeof read>): Promise<Row[]> => {
        const found = await read<Row>(...query);
        if (query[0] !== 'session.login') return found;
        now += 1000;
        ({ password } = await answer<UserWithPassword>(send(api, 'POST', `/v1/users/${user_id}/reset-password`), 200));
        now += 1000;
        return found;
      };
      t.mock.method(store, 'rows', rows);
      const { status } = await work();
      t.mock.restoreAll();
      return [status, password];
    };
    const session = cookieOf(await signIn('eve', first));
    const [changed, second] = await resetDuring(() => changePassword(session, first, 'a quite long password'));
    const [opened, third] = await resetDuring(() => signIn('eve', second));
    assert.deepEqual([changed, opened], [401, 401]);
    assert.equal((await signIn('eve', 'a quite long password')).status, 401);
    assert.equal((await signIn('eve', third)).status, 201);
  });

  test('403, 404, 422 and 503 say what is wrong', async () => {
    const analyst = bearer(await api.key({ name: 'analyst', kind: 'analyst' }));
    await answer(api.call('/v1/users', { headers: analyst }), 403);
    const narrow = bearer(await api.key({ name: 'narrow', kind: 'admin', scopes: ['users:admin'] }));
    await answer(api.call('/v1/users', { headers: narrow }), 200);
    await answer(send(api, 'POST', '/v1/users', { login: 'x', role: 'admin' }, narrow), 403);
    for (const path of ['/v1/users/none', '/v1/users/none/reset-password']) {
      await answer(api.call(path, { method: path.endsWith('none') ? 'GET' : 'POST' }), 404);
    }
    for (const body of [
      { login: '', role: 'viewer' },
      { login: 'a b', role: 'viewer' },
      { login: 'x', role: 'god' },
    ]) {
      await answer(send(api, 'POST', '/v1/users', body), 422);
    }
    await answer(api.call('/v1/users?role=god'), 422);
    await answer(api.call('/v1/users?cursor=x'), 400);
    await withoutRedis(api, () => answer(send(api, 'POST', '/v1/users', { login: 'later', role: 'viewer' }), 503));
    assert.equal((await list('login=later')).items.length, 0);
  });
});
