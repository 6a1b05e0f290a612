import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { browserFingerprints, browserHello, browserStream, helloMessage, records } from '../testing/hello.js';
import { SYN, client, client6, connection, ipPacket, linuxOptions, server, server6 } from '../testing/packets.js';
import { run } from '../testing/run.js';
import { Sentinel } from './sentinel.js';

const names = (events: { prologue: string | null }[]): (string | null)[] => events.map(({ prologue }) => prologue);

test('a connection gives one complete event', () => {
  const { events } = run(connection(browserStream, [1200]));
  assert.deepEqual(events, [
    {
      time: '2023-11-14T22:13:20.002000Z',
      conn_id: '',
      src_ip: '192.0.2.7',
      src_port: 50_000,
      dst_ip: '203.0.113.9',
      dst_port: 443,
      transport: 't',
      hello_index: 1,
      hello_hash: hash('sha256', helloMessage(browserHello)).slice(0, 16),
      ...browserFingerprints,
      ja4_stable: browserFingerprints.ja4,
      tls_version: '1.3',
      tls_sni: 'shop.example',
      tls_alpn: ['h2', 'http/1.1'],
      ip_meta_ttl: 64,
      ip_meta_df: true,
      ip_meta_id: 4711,
      ip_meta_total_length: 60,
      tcp_meta_window_size: 64_240,
      tcp_meta_mss: 1460,
      tcp_meta_window_scale: 7,
      tcp_meta_options: '2-4-8-1-3',
      syn_to_clienthello_ms: 2,
      segments: 2,
      prologue: null,
      source: 'wire',
    },
  ]);
});

test('the bytes of a packet are read only while it is handed in', () => {
  const events: string[] = [];
  const sentinel = new Sentinel((event) => events.push(`${event.src_ip} ${event.ja4}`));
  const reused = Buffer.alloc(2000);
  const [syn, ...segments] = connection(browserStream, [100, 3, 500]);
  for (const packet of [syn, ...segments.reverse()]) {
    packet?.copy(reused);
    sentinel.packet(101, 0, reused, 0, packet?.length ?? 0);
    reused.fill(0x41);
  }
  assert.deepEqual(events, [`192.0.2.7 ${browserFingerprints.ja4}`]);
});

test('without a SYN its facts are null', () => {
  const [event] = run(connection(browserStream).slice(1)).events;
  assert.ok(event);
  assert.equal(event.ja4, browserFingerprints.ja4);
  assert.equal(event.ip_meta_ttl, null);
  assert.equal(event.tcp_meta_options, null);
  assert.equal(event.syn_to_clienthello_ms, null);
});

test('IPv6 has no identification and no fragmentation flag', () => {
  const [event] = run(connection(browserStream, [], 1000, client6, server6)).events;
  assert.ok(event);
  assert.equal(event.src_ip, '2001:db8::7');
  assert.equal(event.ip_meta_ttl, 57);
  assert.equal(event.ip_meta_id, null);
  assert.equal(event.ip_meta_df, null);
});

test('the hello may ride on the SYN, and be sent again when the server did not take it', () => {
  const first = ipPacket(client, server, { sequence: 99, flags: SYN, options: linuxOptions, payload: browserStream });
  const again = ipPacket(client, server, { sequence: 100, payload: browserStream });
  const { events } = run([first, again]);
  assert.deepEqual(
    events.map(({ ja4, segments }) => [ja4, segments]),
    [[browserFingerprints.ja4, 1]],
  );
});

test('the hello after a retry request is kept apart', () => {
  const changeCipherSpec = Buffer.from([20, 3, 3, 0, 1, 1]);
  const second = records(helloMessage({ ...browserHello, ciphers: [0x1302] }));
  const { events } = run(connection(Buffer.concat([browserStream, changeCipherSpec, second, second]), [500, 1600, 20]));
  assert.deepEqual(
    events.map((event) => [event.hello_index, event.ja4_r.slice(0, 15)]),
    [
      [1, 't13d0407h2_1301'],
      [2, 't13d0107h2_1302'],
    ],
  );
});

test('what follows a hello in the same direction is not taken for another', () => {
  const keyExchange = records(Buffer.concat([Buffer.from([16, 0, 0, 66]), Buffer.alloc(66)]));
  assert.equal(run(connection(Buffer.concat([browserStream, keyExchange, browserStream]))).events.length, 1);
  const data = Buffer.from([23, 3, 3, 0, 2, 1, 2]);
  assert.equal(run(connection(Buffer.concat([browserStream, data, browserStream]))).events.length, 1);
});

test('a new SYN on the same addresses and ports begins a new connection', () => {
  const { events } = run([...connection(browserStream), ...connection(browserStream, [300], 5_000_000)]);
  assert.deepEqual(
    events.map(({ hello_index: index, segments }) => [index, segments]),
    [
      [1, 1],
      [1, 2],
    ],
  );
});

test('protocols before TLS are named, wherever the stream is cut', () => {
  const prologues: [string, Buffer][] = [
    ['proxy_v1', Buffer.from('PROXY TCP4 192.0.2.1 203.0.113.9 1234 443\r\n')],
    ['proxy_v2', Buffer.from('0d0a0d0a000d0a515549540a2111000cc0000201cb00710904d201bb', 'hex')],
    ['http_connect', Buffer.from('CONNECT shop.example:443 HTTP/1.1\r\nHost: shop.example\r\n\r\n')],
    ['socks5', Buffer.from('050100050100030c73686f702e6578616d706c6501bb', 'hex')],
    ['smtp', Buffer.from('EHLO client.example\r\nSTARTTLS\r\n')],
    ['postgres', Buffer.from('0000000804d2162f', 'hex')],
    ['other', Buffer.from('\x16\x03\x16\x03\x01 something else \x16\x03', 'latin1')],
  ];
  for (const [name, bytes] of prologues) {
    const stream = Buffer.concat([bytes, browserStream]);
    assert.deepEqual(names(run(connection(stream)).events), [name]);
    assert.deepEqual(names(run(connection(stream, Array<number>(stream.length).fill(1))).events), [name]);
    assert.deepEqual(names(run(connection(stream).slice(1)).events), [name], 'without a SYN');
  }
});

test('servers, plain HTTP and SSLv2 hellos give nothing', () => {
  const streams = [
    records(Buffer.concat([Buffer.from([2, 0, 0, 70]), Buffer.alloc(70)])),
    Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n'),
    Buffer.from([0x80, 0x2e, 1, 3, 1, 0, 0x15, 0, 0, 0, 0x10, ...Array<number>(40).fill(1)]),
    browserStream.subarray(0, -1),
  ];
  for (const stream of streams) assert.deepEqual(run(connection(stream)).events, []);
});
