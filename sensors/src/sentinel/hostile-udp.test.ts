import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dtlsBody, dtlsFragment, dtlsRecord } from '../testing/dtls.js';
import { browserHello, helloMessage } from '../testing/hello.js';
import { client } from '../testing/packets.js';
import { cryptoFrame, initialPacket, padded, ping, v2 } from '../testing/quic.js';
import { udpPacket } from '../testing/udp.js';
import { defaultLimits } from './limits.js';
import { Sentinel } from './sentinel.js';

const rawIp = 101;
const message = helloMessage(browserHello);
const unfinished = padded(cryptoFrame(700, message.subarray(700)));

/** Sends the packet from address and port number `index`. */
function send(sentinel: Sentinel, packet: Buffer, index: number): void {
  packet.writeUInt32BE(0x0a000000 + (index >>> 8), 12);
  packet.writeUInt16BE(1024 + (index & 0xff), 20);
  sentinel.packet(rawIp, index, packet, 0, packet.length);
}

test('bad QUIC Initials cost a bounded number of keys each and are counted', () => {
  const sentinel = new Sentinel(() => {});
  const count = 5000;
  for (let index = 0; index < count; index += 1) {
    const bad = udpPacket(initialPacket({ frames: padded(ping) }));
    bad.writeUInt32BE(index, 28 + 6);
    // From few ends, so that they meet what those are remembered for.
    send(sentinel, bad, index % 10);
  }
  const { unopenedQuic, triedQuicKeys } = sentinel.counters;
  assert.deepEqual([unopenedQuic, triedQuicKeys], [count, count]);
});

test('Initials that keep a connection open and never finish it, in all versions, stay within the bounds', () => {
  const limits = { ...defaultLimits, udpFlows: 200, udpBufferedBytes: 300_000 };
  const sentinel = new Sentinel(() => {}, limits);
  const sourceId = Buffer.alloc(8, 1);
  let initials = 0;
  for (let index = 0; index < 400; index += 1) {
    const destinationId = Buffer.alloc(8, index);
    const packets = [1, v2, 0xff00001d, 0xff000017, 0xfaceb001].map((version) =>
      initialPacket({ frames: unfinished, destinationId, sourceId, version, number: index }),
    );
    for (const packet of packets) {
      initials += 1;
      send(sentinel, udpPacket(packet), index % 100);
      const { udpFlows, udpBufferedBytes } = sentinel.remembered;
      assert.ok(udpFlows <= limits.udpFlows && udpBufferedBytes <= limits.udpBufferedBytes);
    }
  }
  assert.ok(sentinel.counters.evictedFlows > 0);
  assert.ok(sentinel.counters.triedQuicKeys <= 5 * initials);
});

test('a connection books the keys of every version that was tried on it', () => {
  const sentinel = new Sentinel(() => {});
  const sourceId = Buffer.alloc(8, 1);
  send(sentinel, udpPacket(initialPacket({ frames: unfinished, sourceId })), 0);
  const before = sentinel.remembered.udpBufferedBytes;
  for (let draft = 22; draft <= 34; draft += 1) {
    const foreign = { destinationId: Buffer.alloc(4, 9), sourceId, version: 0xff000000 + draft };
    send(sentinel, udpPacket(initialPacket({ frames: unfinished, ...foreign })), 0);
  }
  assert.ok(sentinel.remembered.udpBufferedBytes >= before + 13 * 1024);
});

test('sixteen Initials in a datagram are looked at, the others are not', () => {
  const bad = initialPacket({ frames: Buffer.alloc(40) });
  bad[bad.length - 1] = (bad.at(-1) ?? 0) ^ 1;
  const sentinel = new Sentinel(() => {});
  send(sentinel, udpPacket(Buffer.concat(Array<Buffer>(100).fill(bad))), 0);
  assert.deepEqual([sentinel.counters.unopenedQuic, sentinel.counters.triedQuicKeys], [16, 16]);
});

test('DTLS fragments of hellos that never become whole stay within the bounds', () => {
  const limits = { ...defaultLimits, udpFlows: 5000, udpBufferedBytes: 1_000_000 };
  const sentinel = new Sentinel(() => {}, limits);
  const body = dtlsBody(browserHello);
  for (let index = 0; index < 20_000; index += 1) {
    const fragment = dtlsFragment(body, index % 5, 100 + (index % 7), 1100);
    send(sentinel, udpPacket(dtlsRecord(fragment)), index % 3000);
    const { udpFlows, udpBufferedBytes } = sentinel.remembered;
    assert.ok(udpFlows <= limits.udpFlows && udpBufferedBytes <= limits.udpBufferedBytes);
  }
  assert.ok(sentinel.counters.evictedFlows > 0);
  assert.equal(sentinel.counters.hellos, 0);
});

test('a datagram full of the smallest fragments keeps no more than its hello', () => {
  const sentinel = new Sentinel(() => {});
  const body = dtlsBody(browserHello);
  const fragments = Array.from({ length: 5000 }, (_, at) => {
    const start = (2 * at) % (body.length - 1);
    return dtlsRecord(dtlsFragment(body, 0, start, start + 1));
  });
  for (let at = 0; at < fragments.length; at += 2000)
    send(sentinel, udpPacket(Buffer.concat(fragments.slice(at, at + 2000)), client), 0);
  assert.ok(sentinel.remembered.udpBufferedBytes <= 513 * 321);
});
