import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@ja4-platform/sdk';
import { startPlatform } from '../platform.js';
import { clientHelloRecord } from '../traffic/client-hello.js';
import { requestLine } from '../traffic/traffic.js';
import { SensorProcess } from './sensor-process.js';

const requests = 20;
const recordHeaderBytes = 5;

test(
  "the module's records become requests with their handshake, through sensor and platform",
  { timeout: 180_000 },
  async () => {
    const platform = await startPlatform({ JA4_GRACE_MS: '1000' });
    const sensor = new SensorProcess();
    try {
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
    } finally {
      await sensor.remove();
      await platform.stop();
    }
  },
);
