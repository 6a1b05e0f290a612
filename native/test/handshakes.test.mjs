// The handshake records of mod_reqin_log: what clients send, however they send it, against what comes out of its socket.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { listen, missingPrograms, startApache, until } from './apache.mjs';
import { connectTo, cuttingRelay, helloBytes, request, sendInPieces } from './clients.mjs';

const missing = missingPrograms();
const skip = missing.length > 0 ? `not installed: ${missing.join(', ')}` : false;
const runFile = promisify(execFile);
const curl = (...args) => runFile('curl', ['-sk', '--max-time', '20', ...args]);
const GET = 'GET /?tls HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n';

let apache;
let reader;
let url;

const ofKind = (kind, records = reader.records) => records.filter((record) => record.kind === kind);
const helloOf = (record) => Buffer.from(record.client_hello, 'base64');

/** What a run leaves in the socket: all records since, once there are as many of each kind. */
async function recordsOf(run, { handshakes, requests }, from = reader) {
  from.records.length = 0;
  const result = await run();
  const counted = () => [ofKind('handshake', from.records).length, ofKind('request', from.records).length];
  await until(() => counted()[0] >= handshakes && counted()[1] >= requests, `${handshakes} and ${requests} records`);
  await pause(50);
  assert.deepEqual(counted(), [handshakes, requests]);
  return { result, handshakes: ofKind('handshake', from.records), requests: ofKind('request', from.records) };
}

before(async () => {
  if (skip) return;
  const restricted = 'SSLOpenSSLConfCmd Groups X25519:P-256';
  // A thread waits for each handshake.
  const threads = 'ThreadLimit 150\nThreadsPerChild 150\nMaxRequestWorkers 150';
  const extra = `JsonSockLogTLS On\nTimeout 5\n${threads}`;
  apache = await startApache({ sanitized: true, extra, inTlsHost: restricted });
  reader = await listen(apache.socketPath);
  url = `https://127.0.0.1:${apache.tlsPort}/`;
});

after(async () => {
  await reader?.close();
  await apache?.stop();
});

for (const version of ['--http1.1', '--http2'])
  test(`a handshake comes before its requests, with their conn_id (${version})`, { skip }, async () => {
    const run = () => curl(version, `${url}?[1-3]`);
    const { handshakes, requests } = await recordsOf(run, { handshakes: 1, requests: 3 });
    const [{ time, client_hello, syn, ...rest }] = handshakes;
    const { conn_id, src_ip, src_port, dst_ip, dst_port } = requests[0];
    assert.deepEqual(rest, { kind: 'handshake', conn_id, src_ip, src_port, dst_ip, dst_port });
    assert.equal(dst_port, apache.tlsPort);
    assert.equal(reader.records[0], handshakes[0]);
    for (const other of requests) assert.ok(other.conn_id === conn_id && time <= other.time);
    const hello = Buffer.from(client_hello, 'base64');
    assert.equal(hello[0], 1);
    assert.equal(hello.readUIntBE(1, 3), hello.length - 4);
    const packet = Buffer.from(syn, 'base64');
    assert.equal(packet.length, packet.readUInt16BE(2));
    assert.equal(packet[0], 0x45);
    assert.deepEqual([packet.readUInt16BE(20), packet.readUInt16BE(22)], [src_port, dst_port]);
    assert.equal(packet[33] & 0x3f, 2);
  });

test('a post-quantum hello in small segments is byte for byte what was sent', { skip }, async () => {
  const bytes = await helloBytes();
  assert.ok(bytes.length > 1400, `${bytes.length} bytes`);
  for (const [size, waitMs] of [
    [1, 0],
    [536, 5],
    [1400, 5],
  ]) {
    const run = async () => {
      const socket = await connectTo(apache.tlsPort);
      await sendInPieces(socket, bytes, size, waitMs);
      return socket;
    };
    const { result, handshakes } = await recordsOf(run, { handshakes: 1, requests: 0 });
    assert.deepEqual(helloOf(handshakes[0]), bytes.subarray(5));
    assert.equal(handshakes[0].src_port, result.localPort);
    result.destroy();
  }
});

test('a hello cut over several TLS records is joined', { skip }, async () => {
  const message = (await helloBytes()).subarray(5);
  const records = [];
  for (let at = 0; at < message.length; at += 100) {
    const payload = message.subarray(at, at + 100);
    records.push(Buffer.from([22, 3, 1, 0, payload.length]), payload);
  }
  const run = async () => (await connectTo(apache.tlsPort)).end(Buffer.concat(records));
  const { handshakes } = await recordsOf(run, { handshakes: 1, requests: 0 });
  assert.deepEqual(helloOf(handshakes[0]), message);
});

test('requests behind a relay that cuts everything are served, with their handshake', { skip }, async () => {
  const relay = await cuttingRelay(apache.tlsPort, 90);
  try {
    const run = () => request(relay.port, GET);
    const { result, handshakes, requests } = await recordsOf(run, { handshakes: 1, requests: 1 });
    assert.match(result, /^HTTP\/1.1 200 [^]*hello\n$/);
    assert.equal(handshakes[0].conn_id, requests[0].conn_id);
  } finally {
    relay.stop();
  }
});

test('after a HelloRetryRequest the second hello is recorded as well, with the SYN', { skip }, async () => {
  // The key share is for P-521, which the server does not take.
  const run = () => request(apache.tlsPort, GET, { ecdhCurve: 'P-521:P-256' });
  const { handshakes } = await recordsOf(run, { handshakes: 2, requests: 1 });
  const [first, second] = handshakes;
  assert.deepEqual({ ...second, time: '', client_hello: '' }, { ...first, time: '', client_hello: '' });
  assert.notEqual(second.client_hello, first.client_hello);
  assert.ok(first.syn);
});

test('TLS 1.2, a resumed session, a refused handshake: one record for each hello', { skip }, async () => {
  const openssl = (...args) =>
    runFile('sh', ['-c', `exec openssl s_client -connect 127.0.0.1:${apache.tlsPort} "$@" </dev/null`, 'sh', ...args]);
  const session = `${apache.root}/session`;
  const P256 = ['-groups', 'P-256'];
  const run = async () => {
    await openssl('-tls1_2', ...P256, '-sess_out', session);
    await openssl('-tls1_2', ...P256, '-sess_in', session);
    await assert.rejects(openssl('-tls1_3', '-groups', 'X448'));
  };
  const { handshakes } = await recordsOf(run, { handshakes: 3, requests: 0 });
  assert.equal(new Set(handshakes.map(({ conn_id }) => conn_id)).size, 3);
});

test('what is no ClientHello leaves no handshake, and the server goes on', { skip }, async () => {
  const hello = await helloBytes();
  const wrong = [
    Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'),
    Buffer.alloc(3000, 0xff),
    Buffer.from([22, 3, 1, 0, 4, 2, 0, 0, 0]),
    Buffer.from([22, 3, 1, 255, 255, 1]),
    Buffer.from([128, 46, 1, 3, 1]),
    hello.subarray(0, hello.length - 1),
  ];
  reader.records.length = 0;
  for (const bytes of wrong) (await connectTo(apache.tlsPort)).end(bytes);
  await curl('--http1.1', `${url}?well`);
  await until(() => reader.records.some(({ query }) => query === 'well'), 'a record');
  assert.equal(ofKind('handshake').length, 1);
  assert.equal(ofKind('handshake')[0].conn_id, reader.records.find(({ query }) => query === 'well').conn_id);
});

test('a hundred handshakes that never end hold nobody up', { skip }, async () => {
  const hello = await helloBytes();
  const sockets = await Promise.all(Array.from({ length: 100 }, () => connectTo(apache.tlsPort)));
  sockets.forEach((socket, index) => socket.write(hello.subarray(0, 1 + index * 10)));
  await pause(100);
  assert.match(await request(apache.tlsPort, GET), /^HTTP\/1.1 200 /);
  sockets.forEach((socket) => socket.destroy());
});

for (const mpm of ['prefork', 'worker'])
  test(`the ${mpm} MPM records handshakes too`, { skip }, async () => {
    const other = await startApache({ mpm, extra: 'JsonSockLogTLS On', sanitized: true });
    const otherReader = await listen(other.socketPath);
    try {
      const run = () => curl('--http1.1', `https://127.0.0.1:${other.tlsPort}/?[1-2]`);
      const { handshakes, requests } = await recordsOf(run, { handshakes: 1, requests: 2 }, otherReader);
      assert.equal(handshakes[0].conn_id, requests[1].conn_id);
      assert.ok(handshakes[0].syn);
    } finally {
      await otherReader.close();
      await other.stop();
    }
  });

test('without JsonSockLogTLS, or where records are off, there is no handshake', { skip }, async () => {
  const settings = { extra: 'JsonSockLogTLS On', inTlsHost: 'JsonSockLogTLS Off' };
  const other = await startApache(settings);
  const otherReader = await listen(other.socketPath);
  try {
    const run = () => curl(`https://127.0.0.1:${other.tlsPort}/`);
    await recordsOf(run, { handshakes: 0, requests: 1 }, otherReader);
  } finally {
    await otherReader.close();
    await other.stop();
  }
});
