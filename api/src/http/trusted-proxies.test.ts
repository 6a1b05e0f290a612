import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AuditPage } from '../audit/audit.types.js';
import type { OwnSessions } from '../session/session.types.js';
import { answerOf } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';

type Headers = Record<string, string>;

const signIn = (api: Harness, password: string, headers: Headers, user = 'admin'): Promise<Response> =>
  fetch(`${api.address}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ user, password }),
  });
const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';
const addressOf = async (api: Harness, response: Response): Promise<string | undefined> => {
  const headers = { cookie: cookieOf(response) };
  const own = (await (await fetch(`${api.address}/v1/session/all`, { headers })).json()) as OwnSessions;
  return own.items.find(({ current }) => current)?.address;
};

describe('behind a web server that is trusted', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness(Date, { JA4_TRUSTED_PROXIES: '127.0.0.0/8', JA4_RATE_LIMIT: '20' });
  });
  after(() => api.close());

  it('a session is from the address that the web server saw, whatever its client says; over TLS its cookie is Secure', async () => {
    const forwarded = { 'x-forwarded-for': '192.0.2.1, 198.51.100.7', 'x-forwarded-proto': 'https' };
    const response = await signIn(api, api.password, forwarded);
    assert.match(response.headers.get('set-cookie') ?? '', /; Secure/);
    assert.equal(await addressOf(api, response), '198.51.100.7');
    await api.auditLog.flush();
    const { items } = await answerOf<AuditPage>(api, '/v1/audit?operation=session.login');
    assert.equal(items[0]?.address, '198.51.100.7');
    const plain = await signIn(api, api.password, { 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'http' });
    assert.doesNotMatch(plain.headers.get('set-cookie') ?? '', /Secure/);
  });

  it('a page of the name that people see may write, and no other', async () => {
    const cookie = cookieOf(await signIn(api, api.password, {}));
    const write = async (origin: string): Promise<number> => {
      const headers = { cookie, origin, 'x-forwarded-host': 'ja4.example' };
      return (await fetch(`${api.address}/v1/session`, { method: 'DELETE', headers })).status;
    };
    assert.deepEqual([await write('https://evil.example'), await write('https://ja4.example')], [403, 204]);
  });

  it('429: failed logins lock out the address they come from, and not who is behind the same web server', async () => {
    const from = (address: string): Headers => ({ 'x-forwarded-for': address });
    for (let count = 0; count < 10; count++) await signIn(api, 'wrong', from('203.0.113.66'), `nobody-${count}`);
    assert.equal((await signIn(api, api.password, from('203.0.113.66'))).status, 429);
    assert.equal((await signIn(api, api.password, from('203.0.113.67'))).status, 201);
  });

  it('429: calls without a key are counted by the same address', async () => {
    const call = async (address: string): Promise<number> =>
      (await fetch(`${api.address}/v1/status`, { headers: { 'x-forwarded-for': address } })).status;
    for (let count = 0; count < 20; count++) assert.equal(await call('203.0.113.68'), 401);
    assert.deepEqual([await call('203.0.113.68'), await call('203.0.113.69')], [429, 401]);
  });
});

describe('behind nobody who is trusted', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness(Date, { JA4_TRUSTED_PROXIES: '192.0.2.0/24' });
  });
  after(() => api.close());

  it('what a client says of itself is not believed', async () => {
    const forwarded = { 'x-forwarded-for': '198.51.100.7', 'x-forwarded-proto': 'https' };
    const response = await signIn(api, api.password, forwarded);
    assert.doesNotMatch(response.headers.get('set-cookie') ?? '', /Secure/);
    assert.equal(await addressOf(api, response), '127.0.0.1');
    const headers = { cookie: cookieOf(response), origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' };
    assert.equal((await fetch(`${api.address}/v1/session`, { method: 'DELETE', headers })).status, 403);
  });
});
