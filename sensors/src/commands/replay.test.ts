import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { pcap } from '../testing/captures.js';
import { browserStream } from '../testing/hello.js';
import { connection, timed } from '../testing/packets.js';

const folder = mkdtempSync(join(tmpdir(), 'ja4-sensors-'));
const capture = join(folder, 'sample.pcap');
const requests = join(folder, 'requests.ndjson');

interface Received {
  path: string | undefined;
  key: string | undefined;
  authorization: string | undefined;
  time: unknown;
  request: unknown;
}

/** Answers as the API does: every batch is first told to come again, and then stored. */
const received: Received[] = [];
const refused = new Set<string>();

async function receive(
  request: IncomingMessage,
): Promise<[status: number, headers: Record<string, string>, body: unknown]> {
  const lines = gunzipSync(await buffer(request))
    .toString()
    .trimEnd()
    .split('\n');
  const key = String(request.headers['idempotency-key']);
  if (!refused.has(key)) {
    refused.add(key);
    const problem = {
      type: 'about:blank',
      title: 'Wait',
      status: 429,
      detail: 'behind',
      code: 'backlog',
      request_id: '',
    };
    return [429, { 'retry-after': '0', 'content-type': 'application/problem+json' }, problem];
  }
  const first = JSON.parse(lines[0] ?? 'null') as Record<string, unknown>;
  const { authorization } = request.headers;
  received.push({ path: request.url, key, authorization, time: first.time, request: first.req_id });
  return [202, { 'content-type': 'application/json' }, { batch_id: key, accepted: lines.length, rejected: [] }];
}

const server = createServer((request, response) => {
  void receive(request).then(([status, headers, body]) =>
    response.writeHead(status, headers).end(JSON.stringify(body)),
  );
});

before(async () => {
  writeFileSync(capture, pcap(timed(connection(browserStream))));
  writeFileSync(requests, '{"kind":"request","time":"2023-11-14T22:13:21Z","req_id":"r"}\n');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

async function replay(...args: string[]) {
  const env = { ...process.env, JA4_API_KEY: 'secret' };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const command = [join(import.meta.dirname, '..', 'cli.js'), 'replay', '--url', url, '--http', requests, ...args];
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise((resolve) => child.on('exit', resolve));
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await exited, out, errors };
}

test('copies go to the API oldest first, the newest beginning at the time asked for, waiting when told to', async () => {
  const args = [
    '--pcap',
    capture,
    '--shift-to',
    '2026-01-02T10:00:00Z',
    '--repeat',
    '2',
    '--every',
    '1h',
    '--batch',
    '1',
  ];
  const { code, out, errors } = await replay(...args);
  assert.deepEqual(
    [code, JSON.parse(out)],
    [0, { handshakes: 2, requests: 2, batches: 4, accepted: 4, rejected: 0 }],
    errors,
  );
  assert.match(errors, /2 handshakes, 2 requests sent/);
  assert.deepEqual(
    received.map(({ path, time, request, authorization }) => [path, time, request, authorization]),
    [
      ['/v1/events/tls', '2026-01-02T09:00:00.000000Z', undefined, 'Bearer secret'],
      ['/v1/events/tls', '2026-01-02T10:00:00.000000Z', undefined, 'Bearer secret'],
      ['/v1/events/http', '2026-01-02T09:00:00.999000Z', 'r~1', 'Bearer secret'],
      ['/v1/events/http', '2026-01-02T10:00:00.999000Z', 'r', 'Bearer secret'],
    ],
  );
  assert.equal(new Set(received.map(({ key }) => key)).size, 4);
});

test('sent again, the batches have the same keys', async () => {
  const keys = new Set(received.map(({ key }) => key));
  await replay('--pcap', capture, '--shift-to', '2026-01-02T10:00:00Z', '--repeat', '2', '--batch', '1');
  assert.deepEqual(new Set(received.map(({ key }) => key)), keys);
});

test('the newest copy can end just before a time', async () => {
  received.length = 0;
  await replay('--pcap', capture, '--until', '2026-01-02T11:00:00Z');
  assert.deepEqual(
    received.map(({ time }) => time),
    ['2026-01-02T10:59:59.000000Z', '2026-01-02T10:59:59.999000Z'],
  );
});

test('without an answer the command fails with the reason', async () => {
  const { code, errors } = await replay('--pcap', join(folder, 'absent.pcap'));
  assert.equal(code, 1);
  assert.match(errors, /ja4-sensor replay: ENOENT/);
});
