// Who the client is when somebody stands in front: src_ip is always the TCP peer, client_ip what a trusted proxy says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { listen, missingPrograms, startApache, until } from './apache.mjs';
import { cuttingRelay, request } from './clients.mjs';

const missing = missingPrograms();
const skip = missing.length > 0 ? `not installed: ${missing.join(', ')}` : false;
const runFile = promisify(execFile);
const GET = 'GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n';
const ofKind = (records, kind) => records.filter((record) => record.kind === kind);

let front;
let frontReader;
const backends = {};

async function startBackend(name, extra) {
  const apache = await startApache({ extra: `JsonSockLogTLS On\n${extra}`, sanitized: true });
  backends[name] = { apache, reader: await listen(apache.socketPath), path: `/${name}` };
}

before(async () => {
  if (skip) return;
  await startBackend('trusting', 'RemoteIPHeader X-Forwarded-For\nRemoteIPInternalProxy 127.0.0.1');
  await startBackend('wary', 'RemoteIPHeader X-Forwarded-For\nRemoteIPTrustedProxy 192.0.2.1');
  await startBackend('balanced', 'RemoteIPProxyProtocol On');
  const passes = [backends.trusting, backends.wary].map(
    ({ apache, path }) => `ProxyPass ${path} https://127.0.0.1:${apache.tlsPort}`,
  );
  const proxy = ['SSLProxyEngine On', 'SSLProxyVerify none', 'SSLProxyCheckPeerName Off', 'ProxyTimeout 10', ...passes];
  const extra = 'JsonSockLogTLS On';
  front = await startApache({ extra, inTlsHost: proxy.join('\n'), sanitized: true });
  frontReader = await listen(front.socketPath);
});

after(async () => {
  for (const { apache, reader } of [...Object.values(backends), { apache: front, reader: frontReader }]) {
    await reader?.close();
    await apache?.stop();
  }
});

for (const [name, clientIp] of [
  ['trusting', '203.0.113.7'],
  ['wary', '127.0.0.1'],
])
  test(
    `behind mod_proxy, ${name}: client_ip is ${clientIp}, and the proxy is recorded as the peer it is`,
    { skip },
    async () => {
      const { reader, apache, path } = backends[name];
      frontReader.records.length = 0;
      const url = `https://127.0.0.1:${front.tlsPort}${path}/`;
      const began = Date.now();
      const { stdout } = await runFile('curl', ['-sk', '-H', 'X-Forwarded-For: 203.0.113.7', `${url}?[1-3]`]);
      assert.match(stdout, /^(?:hello\n){3}$/);
      assert.ok(Date.now() - began < 4000, 'no request waited for a filter');
      await until(() => ofKind(reader.records, 'request').length === 3, 'the records behind');
      await until(() => ofKind(frontReader.records, 'request').length === 3, 'the records in front');
      for (const record of ofKind(reader.records, 'request')) {
        assert.deepEqual([record.src_ip, record.client_ip], ['127.0.0.1', clientIp]);
        assert.equal(record.dst_port, apache.tlsPort);
        assert.deepEqual(record.headers.find(([header]) => header === 'X-Forwarded-For')[1], '203.0.113.7, 127.0.0.1');
      }
      // The connection that the proxy makes is none of its clients'.
      assert.equal(ofKind(frontReader.records, 'handshake').length, 1);
      assert.equal(new Set(frontReader.records.map(({ conn_id }) => conn_id)).size, 1);
      assert.equal(
        new Set(ofKind(reader.records, 'handshake').map(({ conn_id }) => conn_id)).size,
        new Set(ofKind(reader.records, 'request').map(({ conn_id }) => conn_id)).size,
      );
    },
  );

for (const [version, head] of [
  ['1', Buffer.from('PROXY TCP4 203.0.113.9 192.0.2.1 4000 443\r\n')],
  ['2', Buffer.from('0d0a0d0a000d0a515549540a2111000ccb007109c00002010fa001bb', 'hex')],
])
  test(
    `PROXY protocol version ${version}: the hello behind it is recorded, the peer is the balancer`,
    { skip },
    async () => {
      const { reader, apache } = backends.balanced;
      reader.records.length = 0;
      const relay = await cuttingRelay(apache.tlsPort, 500, head);
      try {
        assert.match(await request(relay.port, GET), /^HTTP\/1.1 200 /);
      } finally {
        relay.stop();
      }
      await until(() => reader.records.length === 2, 'two records');
      const [handshake, record] = reader.records;
      assert.equal(Buffer.from(handshake.client_hello, 'base64')[0], 1);
      assert.equal(handshake.conn_id, record.conn_id);
      for (const { src_ip, src_port, dst_port } of reader.records) {
        assert.equal(src_ip, '127.0.0.1');
        assert.equal(src_port, record.src_port);
        assert.equal(dst_port, apache.tlsPort);
      }
      assert.notEqual(record.src_port, 4000);
      assert.equal(record.client_ip, '203.0.113.9');
    },
  );
