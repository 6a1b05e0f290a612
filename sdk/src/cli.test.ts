import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { problem, serve } from './testing.js';

interface Output {
  code: number;
  stdout: string;
  stderr: string;
}

function run(args: string[], baseUrl = ''): Promise<Output> {
  const cli = new URL('cli.js', import.meta.url).pathname;
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
  for (const args of [['nonsense'], ['requests', 'host'], ['status', '--nope']]) {
    const wrong = await run(args, baseUrl);
    assert.equal(wrong.code, 2, args.join(' '));
    assert.match(wrong.stderr, /JA4_API_KEY/);
  }
});
