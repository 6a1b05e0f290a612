import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { TestApi } from '../testing/api.js';
import { requestRecord, SensorProcess, until } from '../testing/sensor-process.js';

const cli = join(import.meta.dirname, '..', 'cli.js');
const isRoot = process.getuid?.() === 0;

/** What docs/blind-sensor.md says that the doctor says. */
function phrasesOfPage(): string[] {
  let dir = import.meta.dirname;
  while (!existsSync(join(dir, 'docs', 'blind-sensor.md'))) dir = dirname(dir);
  const [, table = ''] = readFileSync(join(dir, 'docs', 'blind-sensor.md'), 'utf8').split('## ');
  return Array.from(table.matchAll(/^\| `(.+?)`/gm), ([, phrase]) => String(phrase));
}

async function doctor(env: Record<string, string>, prefix: string[] = []): Promise<string> {
  const child = spawn('env', [...prefix, process.execPath, cli, 'doctor'], { env: { PATH: process.env.PATH, ...env } });
  return text(child.stdout);
}

async function answering(t: TestContext, status: number, date = new Date()): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status, { date: date.toUTCString() }).end());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Makes an interface that is down; false where that is not allowed. */
function downInterface(t: TestContext, name: string): boolean {
  const made = spawnSync('ip', ['link', 'add', name, 'type', 'veth', 'peer', 'name', `${name}p`]).status === 0;
  if (made) t.after(() => spawnSync('ip', ['link', 'del', name]));
  return made;
}

test('the doctor says everything that docs/blind-sensor.md says it does, in its cases', async (t) => {
  const said: string[] = [];
  const left = new Set<string>();
  const sensor = new SensorProcess({});
  t.after(() => sensor.remove());
  const at = (url: string, more: Record<string, string> = {}) => ({ ...sensor.settings, JA4_API_URL: url, ...more });

  for (const status of [400, 401, 403, 404]) said.push(await doctor(at(await answering(t, status))));
  said.push(await doctor(at(await answering(t, 400, new Date(Date.now() - 3_600_000)))));
  const name = `ja4d${process.pid % 100_000}`;
  if (!downInterface(t, name)) left.add('is down');
  const capture = { JA4_CAPTURE_INTERFACES: `nosuch0,${name}`, JA4_CAPTURE_PORTS: '1' };
  said.push(await doctor(at('http://127.0.0.1:1024', { ...capture, JA4_NETWORK_SOCKET: '/nowhere/network.socket' })));
  if (isRoot)
    said.push(
      await doctor(at('http://127.0.0.1:1024', capture), ['setpriv', '--bounding-set=-net_raw', '--inh-caps=-net_raw']),
    );
  else left.add('this user may not capture');

  const api = new TestApi();
  await api.start();
  t.after(() => api.stop());
  api.fault = () => ({ status: 401 });
  await sensor.start({ JA4_API_URL: api.url });
  await until(() => sensor.status?.http_socket.connections === 0, 'the first status');
  said.push(await doctor(at(api.url)));
  await sensor.write([requestRecord('r0')]);
  await until(() => sensor.status?.http.health === 'held', 'the sensor to hold');
  chmodSync(sensor.dir, 0o711);
  chmodSync(sensor.httpSocket, 0o600);
  said.push(await doctor(at(api.url)));
  chmodSync(sensor.dir, 0o700);
  said.push(await doctor(at(api.url)));

  if (!/^(apache|www-data|wwwrun|http):/m.test(readFileSync('/etc/passwd', 'utf8'))) {
    for (const phrase of ['may not write to', 'may not enter']) left.add(phrase);
  }
  const phrases = phrasesOfPage();
  assert.ok(phrases.length >= 16);
  const words = said.join('');
  assert.deepEqual(
    phrases.filter((phrase) => !left.has(phrase) && !words.includes(phrase)),
    [],
  );
});
