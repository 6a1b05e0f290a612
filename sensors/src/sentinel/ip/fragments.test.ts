import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { browserFingerprints, browserStream } from '../../testing/hello.js';
import { client, client6, connection, ipv4, ipv6, server, server6 } from '../../testing/packets.js';
import { run } from '../../testing/run.js';
import { Sentinel } from '../sentinel.js';

const more = 0x2000;

/** The IPv4 packet cut at multiples of eight bytes. */
function fragments4(packet: Buffer, size: number): Buffer[] {
  const payload = packet.subarray(20);
  const pieces: Buffer[] = [];
  for (let at = 0; at < payload.length; at += size) {
    const last = at + size >= payload.length;
    pieces.push(ipv4(client.address, server.address, 6, payload.subarray(at, at + size), at / 8 + (last ? 0 : more)));
  }
  return pieces;
}

test('fragments in any order, some twice, make the datagram', () => {
  const [, hello = Buffer.alloc(0)] = connection(browserStream);
  const keys = fc.array(fc.nat(), { minLength: 800, maxLength: 800 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), keys, (eights, key) => {
      const pieces = fragments4(hello, 8 * eights).flatMap((piece, index) =>
        (key[index] ?? 0) % 4 ? [piece] : [piece, piece],
      );
      const order = pieces.map((piece, index) => ({ piece, at: key[400 + index] ?? 0 })).sort((a, b) => a.at - b.at);
      const { events } = run(order.map(({ piece }) => piece));
      assert.deepEqual(
        events.map(({ ja4 }) => ja4),
        [browserFingerprints.ja4],
      );
    }),
    { numRuns: 100, seed: 7 },
  );
});

test('IPv6 fragments behind other extension headers', () => {
  const [, hello = Buffer.alloc(0)] = connection(browserStream, [], 1000, client6, server6);
  const payload = hello.subarray(40);
  const hopByHop = Buffer.from('2c00010400000000', 'hex');
  const piece = (start: number, end: number, last: boolean): Buffer => {
    const header = Buffer.from([6, 0, (start | (last ? 0 : 1)) >> 8, (start | (last ? 0 : 1)) & 0xff, 0, 0, 0, 9]);
    return ipv6(client6.address, server6.address, 0, Buffer.concat([hopByHop, header, payload.subarray(start, end)]));
  };
  const { events } = run([piece(800, payload.length, true), piece(0, 800, false)]);
  assert.equal(events[0]?.ja4, browserFingerprints.ja4);
});

test('unfinished datagrams are bounded and contradictions dropped', () => {
  const lone = (id: number): Buffer => {
    const packet = ipv4(client.address, server.address, 6, Buffer.alloc(64), more);
    packet.writeUInt16BE(id, 4);
    return packet;
  };
  const { sentinel } = run(
    Array.from({ length: 50 }, (_, id) => lone(id)),
    { limits: { datagrams: 8 } },
  );
  assert.equal(sentinel.counters.droppedDatagrams, 42);
  const beyondItsEnd = [
    ipv4(client.address, server.address, 6, Buffer.alloc(8), 1),
    ipv4(client.address, server.address, 6, Buffer.alloc(8), 8 + more),
  ];
  assert.equal(run(beyondItsEnd).sentinel.counters.malformedPackets, 1);
});

test('what a lost datagram left behind does not spoil a later one with its identification', () => {
  const [, hello = Buffer.alloc(0)] = connection(browserStream);
  const lost = ipv4(client.address, server.address, 6, Buffer.alloc(64), more);
  const found = (gapUs: number): number => {
    let events = 0;
    const sentinel = new Sentinel(() => (events += 1));
    [lost, ...fragments4(hello, 256)].forEach((packet, index) => {
      sentinel.packet(101, index === 0 ? 0 : gapUs + index, packet, 0, packet.length);
    });
    return events;
  };
  assert.deepEqual([found(1000), found(61e6)], [0, 1]);
});
