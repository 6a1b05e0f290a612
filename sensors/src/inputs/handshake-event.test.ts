import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TlsEvent } from '../sentinel/event.js';
import { browserHello, browserFingerprints, browserStream, helloMessage } from '../testing/hello.js';
import { client, client6, connection, server, server6 } from '../testing/packets.js';
import { run } from '../testing/run.js';
import { HandshakeEvents } from './handshake-event.js';

const message = helloMessage(browserHello);

function record(syn: Buffer | null, overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    kind: 'handshake',
    time: '2026-11-23T02:32:56.478211Z',
    conn_id: 'c-1',
    src_ip: '198.51.100.14',
    src_port: 41_096,
    dst_ip: '192.0.2.10',
    dst_port: 443,
    client_hello: message.toString('base64'),
    syn: syn?.toString('base64') ?? null,
    ...overrides,
  };
}

/** What the module and the wire can both know. */
function facts(event: TlsEvent): Partial<TlsEvent> {
  const own = ['time', 'conn_id', 'src_ip', 'src_port', 'dst_ip', 'dst_port', 'segments', 'source', 'hello_index'];
  return Object.fromEntries(
    Object.entries(event).filter(([name]) => !own.includes(name) && name !== 'syn_to_clienthello_ms'),
  );
}

for (const [family, from, to] of [
  ['IPv4', client, server],
  ['IPv6', client6, server6],
] as const) {
  test(`the module's bytes and the wire come to the same event over ${family}`, () => {
    const packets = connection(browserStream, [500], 1000, from, to);
    const [wire] = run(packets).events;
    const module = new HandshakeEvents().of(record(packets[0]!));
    assert.deepEqual(facts(module), facts(wire!));
    assert.equal(module.ja4, browserFingerprints.ja4);
    const { time, conn_id, src_ip, src_port, dst_ip, dst_port, source, hello_index, syn_to_clienthello_ms } = module;
    assert.deepEqual(
      [time, conn_id, src_ip, src_port, dst_ip, dst_port, source, hello_index, syn_to_clienthello_ms],
      ['2026-11-23T02:32:56.478211Z', 'c-1', '198.51.100.14', 41_096, '192.0.2.10', 443, 'module', 1, null],
    );
  });
}

test('without a SYN, or with one that is none, what it would tell is null', () => {
  for (const syn of [null, Buffer.from('45'), Buffer.alloc(60, 0x45)]) {
    const { ja4, tcp_meta_options, ip_meta_ttl } = new HandshakeEvents().of(record(syn));
    assert.deepEqual([ja4, tcp_meta_options, ip_meta_ttl], [browserFingerprints.ja4, null, null]);
  }
});

test('hellos of one connection are counted', () => {
  const events = new HandshakeEvents();
  const index = (connId: string): number => events.of(record(null, { conn_id: connId })).hello_index;
  assert.deepEqual(['a', 'b', 'a'].map(index), [1, 1, 2]);
});

test('a hello in several records is whole', () => {
  const long = helloMessage({ ...browserHello, extensions: [[21, Buffer.alloc(40_000)], ...browserHello.extensions!] });
  const event = new HandshakeEvents().of(record(null, { client_hello: long.toString('base64') }));
  assert.equal(event.tls_sni, 'shop.example');
});

test('whatever is wrong with a record is named, and nothing else happens', () => {
  const events = new HandshakeEvents();
  assert.throws(() => events.of(record(null, { client_hello: 'AAAA' })), /client_hello is no ClientHello/);
  assert.throws(() => events.of(record(null, { client_hello: 7 })), /client_hello is no text/);
  assert.throws(() => events.of(record(null, { src_port: 70_000 })), /src_port is no port/);
  assert.throws(() => events.of(record(null, { time: 'noon' })), /"noon" is not an RFC 3339 time/);
  const long = Buffer.alloc(70_000, 1).toString('base64');
  assert.throws(() => events.of(record(null, { client_hello: long })), /client_hello is 70000 bytes long/);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 80 }), (hello, syn) => {
      const encoded = { client_hello: Buffer.from(hello).toString('base64') };
      assert.throws(() => events.of(record(Buffer.from(syn), encoded)), /client_hello is no ClientHello/);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (syn) => {
      assert.equal(events.of(record(Buffer.from(syn))).ja4, browserFingerprints.ja4);
    }),
  );
});
