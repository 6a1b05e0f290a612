import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@ja4-platform/sdk';
import { rootDir, startPlatform, type Platform } from '../platform.js';
import { clientHelloRecord } from '../traffic/client-hello.js';
import { requestLine } from '../traffic/traffic.js';
import { SensorProcess } from './sensor-process.js';

const requests = 20;
const recordHeaderBytes = 5;

let platform: Platform;
before(async () => {
  platform = await startPlatform({ JA4_GRACE_MS: '1000' });
});
after(() => platform.stop());

test("the module's records become requests with their handshake, through sensor and platform", async (t) => {
  const sensor = new SensorProcess();
  t.after(() => sensor.remove());
  const socket = await sensor.start(platform.apiUrl, platform.sensorKey);
  const connId = `${randomBytes(8).toString('hex')}-1`;
  const own = { conn_id: connId, src_ip: '198.51.100.14', src_port: 41_096, dst_ip: '192.0.2.10', dst_port: 443 };
  const handshake = {
    kind: 'handshake',
    time: new Date().toISOString(),
    ...own,
    client_hello: clientHelloRecord(1, 'shop.example').subarray(recordHeaderBytes).toString('base64'),
    syn: null,
  };
  const lines = Array.from({ length: requests }, (_, n) => {
    const event = requestLine('e2e', 1, n + 1, { ip: own.src_ip, port: own.src_port }, 'shop.example', Date.now());
    return JSON.stringify({ kind: 'request', ...(JSON.parse(event) as object), ...own });
  });
  socket.end(`${[JSON.stringify(handshake), ...lines].join('\n')}\n`);

  const client = createClient({ baseUrl: platform.apiUrl, apiKey: platform.adminKey });
  const search = async () => (await client.requests.search({ src_ip: own.src_ip, limit: 100 }).page()).items;
  let found = await search();
  for (let tries = 0; found.length < requests && tries < 100; tries += 1) {
    await sleep(300);
    found = await search();
  }
  assert.equal(found.length, requests);
  assert.equal(new Set(found.map(({ req_id }) => req_id)).size, requests);
  for (const { correlated, ja4, tls_sni } of found) {
    assert.deepEqual([correlated, ja4, tls_sni], [true, found[0]?.ja4, 'shop.example']);
  }
  assert.match(found[0]?.ja4 ?? '', /^t12d/);
});

test('doctor knows what the API says to a key', async () => {
  const client = createClient({ baseUrl: platform.apiUrl, apiKey: platform.adminKey });
  const { key: reader } = await client.keys.create({ body: { name: 'reader', kind: 'reader' } });
  for (const [key, expected] of [
    [platform.sensorKey, /ok {4}API: \S+ answers\nok {4}key: the API takes this key\nok {4}clock: /],
    ['ja4_sensor_unknown', /BAD {3}key: the API does not know this key/],
    [reader, /BAD {3}key: the API knows this key, but it may not send events/],
  ] as const) {
    const env = { PATH: process.env.PATH, JA4_API_URL: platform.apiUrl, JA4_API_KEY: key };
    const { stdout } = spawnSync(process.execPath, [join(rootDir, 'sensors', 'dist', 'cli.js'), 'doctor'], {
      env,
      encoding: 'utf8',
    });
    assert.match(stdout, expected);
  }
});
