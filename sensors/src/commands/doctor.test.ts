import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { TestApi } from '../testing/api.js';
import { requestRecord, SensorProcess, until } from '../testing/sensor-process.js';

const cli = join(import.meta.dirname, '..', 'cli.js');

async function doctor(env: Record<string, string>): Promise<{ code: number | null; words: string }> {
  const child = spawn(process.execPath, [cli, 'doctor'], { env: { PATH: process.env.PATH, ...env } });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const words = (await text(child.stdout)) + (await text(child.stderr));
  return { code: (await exited)[0], words };
}

/** What the API answers to a key; `date` as its clock says. */
async function answering(t: TestContext, answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    answer(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function place(t: TestContext): SensorProcess {
  const sensor = new SensorProcess({});
  t.after(() => sensor.remove());
  return sensor;
}

test('nothing wrong: exit code 0', async (t) => {
  const url = await answering(t, (response) => response.writeHead(400).end());
  const { code, words } = await doctor({ ...place(t).settings, JA4_API_URL: url });
  assert.equal(code, 0, words);
  assert.match(words, /ok {4}key: the API takes this key/);
  assert.match(words, /ok {4}clock: .* agrees/);
  assert.match(words, /note {2}sensor: does not run/);
});

test('wrong settings are named', async () => {
  const { code, words } = await doctor({ JA4_CAPTURE_PORTS: '443,https', JA4_API_URL: 'api.example' });
  assert.equal(code, 1);
  assert.match(words, /BAD {3}settings: JA4_CAPTURE_PORTS=.*\\?"https\\?" is no port/);
  assert.match(words, /BAD {3}settings: JA4_API_URL=/);
});

test('a key that is refused, a clock that is wrong, an API that is not there or is something else', async (t) => {
  const { settings } = place(t);
  for (const [answer, expected] of [
    [(response) => response.writeHead(401).end(), /BAD {3}key: the API does not know this key/],
    [(response) => response.writeHead(403).end(), /BAD {3}key: .* may not send events/],
    [(response) => response.writeHead(404).end(), /BAD {3}API: .* answers 404/],
    [
      (response) => response.writeHead(400, { date: new Date(Date.now() - 3_600_000).toUTCString() }).end(),
      /BAD {3}clock: the clock of this host is (3599|3600)\.\d s ahead of the API's/,
    ],
  ] as [(response: ServerResponse) => void, RegExp][]) {
    const { code, words } = await doctor({ ...settings, JA4_API_URL: await answering(t, answer) });
    assert.equal(code, 1);
    assert.match(words, expected);
  }
  for (const [answer, expected] of [
    [(response) => response.writeHead(429).end(), /note {2}key: the API is busy or its store is away \(429\)/],
    [(response) => response.writeHead(503).end(), /note {2}key: the API is busy or its store is away \(503\)/],
    [
      (response) => response.writeHead(400, { date: new Date(Date.now() + 5000).toUTCString() }).end(),
      /note {2}clock: the clock of this host is \d\.\d s behind the API's/,
    ],
  ] as [(response: ServerResponse) => void, RegExp][]) {
    const { code, words } = await doctor({ ...settings, JA4_API_URL: await answering(t, answer) });
    assert.equal(code, 0);
    assert.match(words, expected);
  }
  const { words } = await doctor({ ...settings, JA4_API_URL: 'http://127.0.0.1:1024' });
  assert.match(words, /BAD {3}API: http:\/\/127\.0\.0\.1:1024 cannot be reached: .*ECONNREFUSED/);
});

test('a wrong interface, a wrong port, a missing directory', async (t) => {
  const env = { JA4_API_URL: 'http://127.0.0.1:1024', JA4_CAPTURE_INTERFACES: 'nosuch0', JA4_CAPTURE_PORTS: '1' };
  const { words } = await doctor({ ...place(t).settings, ...env, JA4_NETWORK_SOCKET: '/nowhere/network.socket' });
  assert.match(words, /BAD {3}interface: there is no interface nosuch0; there are .*lo/);
  assert.match(words, /BAD {3}ports: nothing listens on port 1 here/);
  assert.match(words, /BAD {3}network\.socket: \/nowhere does not exist/);
});

test('what a running sensor says about itself is told: held deliveries, closed sockets', async (t) => {
  const api = new TestApi();
  await api.start();
  const sensor = place(t);
  t.after(() => api.stop());
  await sensor.start({ JA4_API_URL: api.url });
  api.fault = () => ({ status: 401 });
  await sensor.write([requestRecord('r0')]);
  await until(() => sensor.status?.http.health === 'held', 'the sensor to hold');
  chmodSync(sensor.dir, 0o711);
  chmodSync(sensor.httpSocket, 0o600);
  const { code, words } = await doctor({ ...sensor.settings, JA4_API_URL: api.url });
  assert.equal(code, 1);
  assert.match(words, /ok {4}sensor: runs \(process \d+\)/);
  assert.match(words, /BAD {3}delivery: http: 1 batches wait until this is changed: .*401/);
  assert.match(words, /ok {4}http\.socket: a sensor listens/);
  const hasServerUser = /^(apache|www-data|wwwrun|http):/m.test(readFileSync('/etc/passwd', 'utf8'));
  if (hasServerUser) assert.match(words, /BAD {3}http\.socket: \S+ may not write to .* \(mode 600\)/);
});
