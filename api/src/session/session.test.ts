import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';

describe('session', { skip: skipWithoutServices }, () => {
  let api: Harness;
  let now = Date.now();
  before(async () => {
    api = await startHarness({ now: () => now });
  });
  after(() => api.close());

  const signIn = (password: string): Promise<Response> =>
    fetch(`${api.address}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'admin', password }),
    });
  const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';

  test('201: the cookie of a login opens what the role may see, until logout', async () => {
    const response = await signIn(api.password);
    assert.equal(response.status, 201);
    assert.match(response.headers.get('set-cookie') ?? '', /^ja4_session=.+; .*HttpOnly.*SameSite=Strict/);
    const headers = { cookie: cookieOf(response), origin: api.address };
    const session = (await (await fetch(`${api.address}/v1/session`, { headers })).json()) as { user: string };
    assert.equal(session.user, 'admin');
    assert.equal((await fetch(`${api.address}/v1/status`, { headers })).status, 200);

    assert.equal((await fetch(`${api.address}/v1/session`, { method: 'DELETE', headers })).status, 204);
    assert.equal((await fetch(`${api.address}/v1/status`, { headers })).status, 401);
  });

  test('calls that come together look their session up together, and after a logout none of them does', async () => {
    const headers = { cookie: cookieOf(await signIn(api.password)), origin: api.address };
    let lookUps = 0;
    api.context.store.onStatement = (operation) => (lookUps += Number(operation === 'authenticate'));
    const ask = (): Promise<number[]> =>
      Promise.all(
        Array.from({ length: 20 }, async () => (await fetch(`${api.address}/v1/session`, { headers })).status),
      );
    assert.deepEqual(new Set(await ask()), new Set([200]));
    assert.ok(lookUps > 0 && lookUps < 20, `${lookUps} for 20 calls`);
    api.context.store.onStatement = undefined;
    const answers = ask();
    assert.equal((await fetch(`${api.address}/v1/session`, { method: 'DELETE', headers })).status, 204);
    assert.deepEqual(new Set(await ask()), new Set([401]));
    await answers;
  });

  test('401: an old session is over after twelve hours', async () => {
    const headers = { cookie: cookieOf(await signIn(api.password)) };
    assert.equal((await fetch(`${api.address}/v1/status`, { headers })).status, 200);
    now += 12 * 3600_000;
    assert.equal((await fetch(`${api.address}/v1/status`, { headers })).status, 401);
  });

  test('403: a write with the cookie needs the Origin of this host', async () => {
    const cookie = cookieOf(await signIn(api.password));
    for (const origin of [undefined, 'https://evil.example']) {
      const headers = { cookie, 'content-type': 'application/json', ...(origin ? { origin } : {}) };
      const body = JSON.stringify({ name: 'x', kind: 'reader' });
      const response = await fetch(`${api.address}/v1/keys`, { method: 'POST', headers, body });
      assert.equal(response.status, 403);
    }
  });

  test('422: a body without a password is refused by name', async () => {
    const response = await fetch(`${api.address}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"user":"admin"}',
    });
    assert.equal(response.status, 422);
    const problem = (await response.json()) as { errors: { location: string }[] };
    assert.match(problem.errors[0]?.location ?? '', /password/);
  });

  test('429: ten failures throttle the account for fifteen minutes, even with the right password', async () => {
    now += 3600_000;
    for (let attempt = 0; attempt < 10; attempt++) assert.equal((await signIn('wrong')).status, 401);
    const refused = await signIn(api.password);
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    now += 15 * 60_000;
    assert.equal((await signIn(api.password)).status, 201);
  });

  test('429: forty attempts at once are no way around the limit', async () => {
    now += 3600_000;
    const answers = await Promise.all(Array.from({ length: 40 }, () => signIn('wrong')));
    assert.equal(answers.filter(({ status }) => status === 401).length, 10);
    assert.equal(answers.filter(({ status }) => status === 429).length, 30);
  });
});
