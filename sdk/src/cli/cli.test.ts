import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { problem, serve } from '../testing.js';

interface Output {
  code: number;
  stdout: string;
  stderr: string;
}

function run(args: string[], baseUrl = ''): Promise<Output> {
  const cli = new URL('main.js', import.meta.url).pathname;
  return new Promise((resolve) => {
    const env = { ...process.env, JA4_API_URL: baseUrl, JA4_API_KEY: 'k' };
    execFile(process.execPath, [cli, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

test('detections are listed with their reasons, for people and for programs', async (t) => {
  const item = {
    last_seen: 'T',
    level: 'high',
    status: 'open',
    client_ip: '192.0.2.1',
    host: 'h\u001b[2J',
    reasons: [{ detail: 'why' }],
  };
  const baseUrl = await serve(t, (request, response) => {
    assert.equal(request.url, '/v1/detections?level=high&limit=5');
    response.end(JSON.stringify({ items: [item], next_cursor: null }));
  });
  const args = ['detections', 'level=high', '--limit', '5'];
  assert.equal((await run(args, baseUrl)).stdout, 'T  high  open  192.0.2.1  h\uFFFD[2J  why\n');
  assert.deepEqual(JSON.parse((await run([...args, '--json'], baseUrl)).stdout), item);
});

test('a problem is said in words and ends with 1, a wrong call with 2 and the usage', async (t) => {
  const baseUrl = await serve(t, (_request, response) => response.writeHead(403).end(problem(403, 'forbidden')));
  const refused = await run(['status'], baseUrl);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /403 forbidden, request r1/);
  for (const args of [
    ['nonsense'],
    ['requests', 'host'],
    ['status', '--nope'],
    ['follow', 'me'],
    ['follow', 'detections', 'level=critical'],
    ['follow', 'jobs', 'queue=detection'],
    ['export', 'requests', '--format', 'xml'],
  ]) {
    const wrong = await run(args, baseUrl);
    assert.equal(wrong.code, 2, args.join(' '));
    assert.match(wrong.stderr, /JA4_API_KEY/);
  }
});

test('filters may come several times and filter out; an export is passed on as it is', async (t) => {
  const baseUrl = await serve(t, (request, response) => {
    assert.equal(request.url, '/v1/requests/export?status=403&status=404&host=!a&format=csv');
    response.end('id,time\r\n');
  });
  const args = ['export', 'requests', 'status=403', 'status=404', 'host!=a', '--format', 'csv'];
  assert.equal((await run(args, baseUrl)).stdout, 'id,time\r\n');
});

test('an export that breaks off ends with 1', async (t) => {
  const baseUrl = await serve(t, (_request, response) => {
    response.write('{}\n', () => setTimeout(() => response.destroy(), 20));
  });
  const broken = await run(['export', 'detections'], baseUrl);
  assert.equal(broken.code, 1);
  assert.equal(broken.stdout, '{}\n');
});

test('an address is shown with its detections and what its requests have in common', async (t) => {
  const request = {
    ja4: 't13d',
    user_agent: 'curl\u0007',
    host: 'h',
    path: '/',
    status: 404,
    country: null,
    as_name: null,
  };
  const baseUrl = await serve(t, ({ url }, response) => {
    const page = url?.startsWith('/v1/requests') ? { items: [request, request], total: 2 } : { items: [] };
    response.end(JSON.stringify({ ...page, next_cursor: null }));
  });
  const { stdout } = await run(['address', '192.0.2.1'], baseUrl);
  assert.match(stdout, /^192\.0\.2\.1: 2 requests, 0 detections$/m);
  assert.match(stdout, /^user_agent +2 {2}curl\uFFFD$/m);
});

test('triage names the version that was read', async (t) => {
  const detection = { detection_id: 'd', last_seen: 'T', level: 'high', client_ip: 'c', host: 'h', reasons: [] };
  const baseUrl = await serve(t, ({ method, headers }, response) => {
    if (method === 'PATCH') assert.equal(headers['if-match'], '"3"');
    response
      .setHeader('etag', '"3"')
      .end(JSON.stringify({ ...detection, status: method === 'PATCH' ? 'closed' : 'open' }));
  });
  assert.match((await run(['triage', 'd', 'status=closed'], baseUrl)).stdout, /closed/);
});
