import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { AuditPage } from '../audit/audit.types.js';
import { answer, bearer } from '../testing/calls.js';
import { skipWithoutServices, startHarness, type Harness } from '../testing/harness.js';
import { jsonBody } from './json-body.js';
import { Problem, type ProblemDetails } from './problem.js';
import type { Scope } from './scopes.js';

type Body = string | Uint8Array<ArrayBuffer>;
type Send = (operation: string, body: Body, headers?: Record<string, string>) => Promise<globalThis.Response>;
const json = { 'content-type': 'application/json' };

/** A server that gives back the body that it read from a caller of these scopes, or from nobody. */
async function serverFor(t: TestContext, scopes: readonly Scope[] | undefined): Promise<Send> {
  const app = express();
  const callerOf = (): Promise<{ scopes: readonly Scope[] }> =>
    scopes ? Promise.resolve({ scopes }) : Promise.reject(new Problem('unauthorized', 'Nobody.'));
  app.use(jsonBody(callerOf), (request: Request, response: Response) => void response.json(request.body ?? 'unread'));
  app.use((error: Problem, _request: Request, response: Response, _next: NextFunction) => {
    response.status(error.status).end();
  });
  const server = createServer(app).listen(0);
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return (operation, body, headers = {}) => {
    const [method = '', path = ''] = operation.split(' ');
    const all = { ...json, connection: 'close', ...headers };
    return fetch(`http://127.0.0.1:${port}${path}`, { method, body, headers: all });
  };
}

test('half a surrogate pair is refused wherever it stands, what is nested too deep, and what hides a method; all else is taken', async (t) => {
  const send = await serverFor(t, []);
  const statusOf = async (body: string): Promise<number> => (await send('POST /v1/x', body)).status;
  const nested = (depth: number, inside = '1'): string => '{"a":['.repeat(depth / 2) + inside + ']}'.repeat(depth / 2);
  for (const body of [
    '["\\ud800"]',
    '{"a":[{"\\uDC00":1}]}',
    '{"a":"x\\ud83d"}',
    nested(66),
    '{"a":{"toString":"x"}}',
    '[{"valueOf":1}]',
    nested(200_000, '"\\ud83d\\ude00"'),
  ])
    assert.equal(await statusOf(body), 400);
  for (const body of ['["\\ud83d\\ude00"]', '["\\\\ud800"]', '["😀"]', '{}', nested(64)])
    assert.equal(await statusOf(body), 200);
});

test('another charset than UTF-8 is refused, in which half a surrogate pair needs no escape or another one', async (t) => {
  const send = await serverFor(t, []);
  const statusOf = async (charset: string, body: Uint8Array<ArrayBuffer>): Promise<number> =>
    (await send('POST /v1/x', body, { 'content-type': `application/json; charset=${charset}` })).status;
  assert.equal(await statusOf('utf-16le', Buffer.from('["\ud800"]', 'utf16le')), 415);
  assert.equal(await statusOf('UTF-16', Buffer.from('\ufeff["\ud800"]', 'utf16le')), 415);
  assert.equal(await statusOf('utf-32le', Buffer.from('[\0\0\0]\0\0\0')), 415);
  for (const charset of ['utf-7', 'latin1']) assert.equal(await statusOf(charset, Buffer.from('["\\ud800"]')), 415);
  for (const charset of ['utf-8', '"UTF-8"']) assert.equal(await statusOf(charset, Buffer.from('["é"]')), 200);
});

test('as much is read as an operation needs: of what workers write more, when they may write it', async (t) => {
  const text = (bytes: number): string => `["${'x'.repeat(bytes - 4)}"]`;
  const [kb, mb] = [1024, 1024 * 1024];
  const reader = await serverFor(t, ['scores:read']);
  assert.equal((await reader('POST /v1/session', text(16 * kb))).status, 200);
  assert.equal((await reader('POST /v1/session', text(16 * kb + 1))).status, 413);
  assert.equal((await reader('PUT /v1/session/password', text(17 * kb))).status, 200);
  assert.equal((await reader('POST /v1/keys?x=1', text(mb))).status, 200);
  assert.equal((await reader('POST /v1/keys?x=1', text(mb + 1))).status, 413);
  assert.equal((await reader('POST /v1/scores', text(mb + 1))).status, 413);
  const packed = { 'content-encoding': 'gzip' };
  assert.equal((await reader('POST /v1/keys', gzipSync(text(16 * mb)), packed)).status, 413);
  const values = (count: number): string => `[${Array.from({ length: count - 1 }, () => '[]').join(',')}]`;
  assert.equal((await reader('POST /v1/keys', values(6000))).status, 200);
  assert.equal((await reader('POST /v1/keys', values(6001))).status, 413);
  const worker = await serverFor(t, ['scores:write']);
  assert.equal((await worker('POST /v1/scores', values(100_000))).status, 200);
  assert.equal((await worker('POST /v1/scores', text(16 * mb))).status, 200);
  assert.equal((await worker('POST /v1/scores', text(16 * mb + 1))).status, 413);
  assert.equal((await worker('PUT /v1/campaigns', text(mb + 1))).status, 413);
  const models = await serverFor(t, ['models:write']);
  for (const path of ['/v1/models', '/v1/models/x/drift']) {
    assert.equal((await models(`POST ${path}`, values(6001))).status, 200);
  }
  assert.equal((await models('POST /v1/models/x/drift/x', values(6001))).status, 413);
});

test('a body of nobody is not read, but to become somebody', async (t) => {
  const send = await serverFor(t, undefined);
  for (const operation of ['POST /v1/keys', 'PUT /v1/scores', 'POST /v1/sessions', 'POST /v1/session/all']) {
    assert.equal(await (await send(operation, '{"a":')).json(), 'unread', operation);
  }
  for (const operation of ['POST /v1/session', 'POST /v1/Session/?x=1', 'POST /v1/sensors/enrol']) {
    assert.deepEqual(await (await send(operation, '{"a":1}')).json(), { a: 1 }, operation);
    assert.equal((await send(operation, '{"a":')).status, 400, operation);
    assert.equal((await send(operation, `["${'x'.repeat(100_000)}"]`)).status, 413, operation);
  }
});

describe('bodies of JSON', { skip: skipWithoutServices }, () => {
  let api: Harness;
  before(async () => {
    api = await startHarness();
  });
  after(() => api.close());
  const post = (path: string, body: Body, headers = {}): Promise<globalThis.Response> =>
    fetch(api.address + path, { method: 'POST', body, headers: { ...json, ...headers } });

  test('401 without credentials, whatever the body; 404 where there is no operation, as before', async () => {
    const large = '['.repeat(1024 * 1024);
    assert.equal((await post('/v1/keys', large)).status, 401);
    assert.equal((await post('/v1/keys', large, { 'idempotency-key': 'x' })).status, 401);
    assert.equal((await post('/v1/keys', large, bearer('nobody'))).status, 401);
    assert.equal((await post('/v1/none', large)).status, 404);
    assert.equal((await post('/v1/keys', large, bearer(api.adminKey))).status, 400);
  });

  test('413 for 100 kB before there is a caller', async () => {
    const password = 'x'.repeat(100_000);
    assert.equal((await post('/v1/session', JSON.stringify({ user: 'admin', password }))).status, 413);
    assert.equal((await post('/v1/sensors/enrol', JSON.stringify({ token: password }))).status, 413);
  });

  test('415 for a login in UTF-16 with half a character, and the audit goes on', async () => {
    const body = Buffer.from('{"user":"\ud800","password":"x"}', 'utf16le');
    assert.equal(
      (await post('/v1/session', body, { 'content-type': 'application/json; charset=utf-16le' })).status,
      415,
    );
    assert.equal((await post('/v1/session', '{"user":"next","password":"x"}')).status, 401);
    await api.auditLog.flush();
    const { items } = await answer<AuditPage>(api.call('/v1/audit?operation=session.login'), 200);
    assert.deepEqual(
      items.map(({ actor_name }) => actor_name),
      ['next'],
    );
  });

  test('what cannot be read is told why', async () => {
    const typed = (type: string): Record<string, string> => ({ 'content-type': type });
    const cases: [body: Body, headers: Record<string, string>, status: number, detail: RegExp][] = [
      ['{"name":', {}, 400, /^The body must be a JSON object or list: Unexpected end of JSON input\.$/],
      ['null', {}, 400, /^The body must be a JSON object or list: /],
      ['{}', { 'content-encoding': 'gzip' }, 400, /not compressed as its Content-Encoding says/],
      ['{}', { 'content-encoding': 'none' }, 415, /^The encoding of the body is not known/],
      ['{}', typed('application/json; charset=latin1'), 415, /^JSON is UTF-8/],
      ['{}', typed('text/xml'), 415, /^Send the body as application\/json\.$/],
      ['', {}, 422, /^\/name is required/],
    ];
    for (const [body, headers, status, detail] of cases) {
      const response = await post('/v1/keys', body, { ...bearer(api.adminKey), ...headers });
      const said = await answer<ProblemDetails>(Promise.resolve(response), status);
      assert.match(said.detail, detail);
    }
    const said = await answer<ProblemDetails>(api.call('/v1/keys/%zz'), 400);
    assert.match(said.detail, /^The address has a %/);
  });
});
