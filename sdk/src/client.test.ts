import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionError, createClient, ProblemError } from './index.js';
import { bodyOf, problem, serve } from './testing.js';

test('path parameters, query and key reach the API; the answer comes back', async (t) => {
  const seen: string[] = [];
  const baseUrl = await serve(t, (request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end(JSON.stringify({ items: [], next_cursor: null }));
  });
  const client = createClient({ baseUrl, apiKey: 'ja4_k' });
  await client.jobs.get({ id: 'batch:a/b' });
  await client.requests.search({ host: 'a b.example', limit: 2, correlated: false }).page();
  assert.deepEqual(seen, [
    'GET /v1/jobs/batch%3Aa%2Fb Bearer ja4_k',
    'GET /v1/requests?host=a%20b.example&limit=2&correlated=false Bearer ja4_k',
  ]);
});

test('the routes of CrowdSec get the key in the header of their bouncers', async (t) => {
  const seen: unknown[] = [];
  const baseUrl = await serve(t, ({ url, headers }, response) => {
    seen.push([url, headers['x-api-key'], headers.authorization]);
    response.setHeader('content-type', 'application/json').end('null');
  });
  const client = createClient({ baseUrl, apiKey: 'ja4_k' });
  assert.equal(await client.crowdsec.decisions({ ip: '192.0.2.1' }), null);
  await client.crowdsec.changes({ startup: true });
  assert.deepEqual(seen, [
    ['/crowdsec/v1/decisions?ip=192.0.2.1', 'ja4_k', undefined],
    ['/crowdsec/v1/decisions/stream?startup=true', 'ja4_k', undefined],
  ]);
});

test('what was read with an ETag is changed with If-Match', async (t) => {
  const baseUrl = await serve(t, (request, response) => {
    if (request.method === 'GET') response.setHeader('etag', '"7"').end('{"detection_id":"d"}');
    else void bodyOf(request).then((body) => response.end(JSON.stringify({ got: request.headers['if-match'], body })));
  });
  const client = createClient({ baseUrl });
  const detection = await client.detections.get({ detection_id: 'd' });
  const changed: unknown = await client.detections.triage({
    detection_id: 'd',
    ifMatch: client.etag(detection),
    body: { status: 'closed' },
  });
  assert.deepEqual(changed, { got: '"7"', body: '{"status":"closed"}' });
});

test('bytes are sent as what the operation takes: lines of events, or a file', async (t) => {
  const seen: unknown[] = [];
  const baseUrl = await serve(t, (request, response) => {
    seen.push(request.headers['content-type']);
    response.end('{}');
  });
  const client = createClient({ baseUrl });
  await client.events.sendHttp({ body: '{}\n' });
  await client.referenceLists.import({ list: 'own', kind: 'prefixes', body: new Uint8Array([49]) });
  assert.deepEqual(seen, ['application/x-ndjson', 'application/octet-stream']);
});

test('204 gives undefined', async (t) => {
  const baseUrl = await serve(t, (_request, response) => response.writeHead(204).end());
  assert.equal(await createClient({ baseUrl }).session.logout(), undefined);
});

test('a problem is thrown with all its parts', async (t) => {
  const baseUrl = await serve(t, (_request, response) =>
    response.writeHead(422).end(problem(422, 'validation-failed')),
  );
  await assert.rejects(createClient({ baseUrl }).requests.search({ limit: 9999 }).page(), (error) => {
    assert.ok(error instanceof ProblemError);
    const { type, status, code, detail, request_id, errors } = error;
    assert.deepEqual(
      { type, status, code, detail, request_id, errors },
      {
        type: '/docs/problems/validation-failed',
        status: 422,
        code: 'validation-failed',
        detail: 'What is wrong.',
        request_id: 'r1',
        errors: [{ location: 'query.limit', message: 'must be at most 500' }],
      },
    );
    return true;
  });
});

test('an answer that is not of the API becomes a problem of its status', async (t) => {
  const baseUrl = await serve(t, (_request, response) => response.writeHead(404).end('<h1>nginx</h1>'));
  await assert.rejects(createClient({ baseUrl }).status.get(), { name: 'ProblemError', status: 404, code: 'http-404' });
});

test('a read is repeated while the API is away, a write only with a key', async (t) => {
  let attempts = 0;
  const baseUrl = await serve(t, (_request, response) => {
    attempts++;
    if (attempts % 3 === 0) response.end('{}');
    else response.writeHead(503, { 'retry-after': '0' }).end(problem(503, 'unavailable'));
  });
  const client = createClient({ baseUrl, retries: 2 });
  const body = { model_id: 'm', items: [] };
  await client.status.get();
  assert.equal(attempts, 3);
  await client.scores.write({ body, idempotencyKey: 'k' });
  assert.equal(attempts, 6);
  await assert.rejects(client.scores.write({ body }), { status: 503 });
  assert.equal(attempts, 7);
});

test('a broken connection is repeated, then thrown as ConnectionError', async (t) => {
  let attempts = 0;
  const baseUrl = await serve(t, (request, response) => {
    attempts++;
    if (attempts === 1) request.socket.destroy();
    else response.writeHead(200, { 'content-length': '100' }).write('{"half":', () => request.socket.destroy());
  });
  await assert.rejects(createClient({ baseUrl, retries: 1 }).status.get(), ConnectionError);
  assert.equal(attempts, 2);
});

test('no answer in time is a ConnectionError; an aborted call rejects with its reason', async (t) => {
  const baseUrl = await serve(t, () => undefined);
  const client = createClient({ baseUrl, retries: 0, timeoutMs: 50 });
  await assert.rejects(client.status.get(), ConnectionError);
  await assert.rejects(client.status.get({ signal: AbortSignal.abort(new Error('enough')) }), { message: 'enough' });
});

test('a baseUrl that is none is refused at once', () => {
  assert.throws(() => createClient({ baseUrl: 'ja4.example' }), /baseUrl is no URL: ja4.example/);
});
