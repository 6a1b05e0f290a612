import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { browserFingerprints, browserHello, browserStream, helloMessage, records } from '../testing/hello.js';
import { SYN, client, connection, ipPacket, server } from '../testing/packets.js';
import { run } from '../testing/run.js';
import { defaultLimits } from './limits.js';
import { Sentinel } from './sentinel.js';
import { maxHelloBytes } from './tls/hello-start.js';

const rawIp = 101;
const [syn = Buffer.alloc(0)] = connection(browserStream);
const million = 1_000_000;

test('a hello where the search for one has just come to its bound does not begin the search again', () => {
  const stream = Buffer.concat([Buffer.alloc(defaultLimits.searchBytes + 100, 0x41), browserStream]);
  const { events, sentinel } = run(connection(stream, [30_000, 30_000]));
  assert.deepEqual([events.length, sentinel.remembered.bufferedBytes], [0, 0]);
});

test('a stream of what only begins like a hello is left alone after some of them', () => {
  const notOne = records(helloMessage({ ciphers: [] }).fill(0xff, 4 + 34, 4 + 35));
  const stream = Buffer.concat([Buffer.from('EHLO client.example'), ...Array<Buffer>(1000).fill(notOne)]);
  const { events, sentinel } = run(connection(stream, Array<number>(100).fill(1000)));
  assert.deepEqual([events.length, sentinel.counters.malformedHellos], [0, 64]);
});

test('what arrives first wins over other content for the same bytes, in any order and any overlap', () => {
  const length = browserStream.length;
  const range = fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 900 }));
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 30 }), fc.array(range, { maxLength: 60 }), (parts, lies) => {
      const arrived = new Uint8Array(length);
      const packets = [syn];
      const send = (from: number, to: number, truth: boolean): void => {
        const content = truth ? browserStream.subarray(from, to) : Buffer.alloc(to - from, 0x16);
        packets.push(ipPacket(client, server, { sequence: 1000 + from, payload: content }));
      };
      for (const [index, [from, size]] of [...parts, [0, length] as const].entries()) {
        arrived.fill(1, from, from + size);
        send(from, Math.min(length, from + size), true);
        for (const [lieFrom, lieSize] of lies.slice(2 * index, 2 * index + 2)) {
          const lieTo = Math.min(length, lieFrom + lieSize);
          if (arrived.subarray(lieFrom, lieTo).every((byte) => byte === 1)) send(lieFrom, lieTo, false);
        }
      }
      const { events } = run(packets);
      assert.deepEqual(
        events.map(({ ja4, ja4_ro }) => [ja4, ja4_ro]),
        [[browserFingerprints.ja4, browserFingerprints.ja4_ro]],
      );
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('a million half-open connections: the last ones are remembered, the others counted', () => {
  const sentinel = new Sentinel(() => {});
  const packet = Buffer.from(syn);
  for (let index = 0; index < million; index += 1) {
    packet.writeUInt32BE(index, 12);
    packet.writeUInt16BE(index & 0xffff, 20);
    sentinel.packet(rawIp, index, packet, 0, packet.length);
  }
  const { flows, bufferedBytes } = sentinel.remembered;
  assert.deepEqual([flows, bufferedBytes], [defaultLimits.flows, 0]);
  assert.equal(sentinel.counters.evictedFlows, million - defaultLimits.flows);
});

test('addresses and ports chosen to cancel each other out are found as fast as any others', () => {
  const sentinel = new Sentinel(() => {});
  const packet = Buffer.from(syn);
  const count = 20_000;
  for (let index = 0; index < count; index += 1) {
    // Source address XOR ports is the same number for all.
    packet.writeUInt32BE(0x0a000000 + index, 12);
    packet.writeUInt32BE(0x12345678 ^ index, 20);
    sentinel.packet(rawIp, index, packet, 0, packet.length);
  }
  // A table with many of one hash would have dropped some.
  assert.deepEqual([sentinel.remembered.flows, sentinel.counters.evictedFlows], [count, 0]);
});

test('a hello announced as long as can be, sent byte by byte, takes what has arrived and no more than twice that', () => {
  const sentinel = new Sentinel(() => {});
  const announced = Buffer.from([1, maxHelloBytes >> 16, (maxHelloBytes >> 8) & 0xff, maxHelloBytes & 0xff]);
  const stream = records(Buffer.concat([announced, Buffer.alloc(3, 3), Buffer.alloc(60_000)]));
  for (const packet of connection(stream, Array<number>(stream.length).fill(1))) {
    sentinel.packet(rawIp, 0, packet, 0, packet.length);
    assert.ok(sentinel.remembered.bufferedBytes <= 2 * stream.length);
  }
});

test('a hello in records of one byte, in 255 of them, and with empty segments between', () => {
  const message = helloMessage(browserHello);
  const each = Math.ceil(message.length / 255);
  for (const size of [1, each]) {
    const stream = records(message, Array<number>(Math.ceil(message.length / size)).fill(size));
    for (const cut of [stream.length, 1000, 7]) {
      const packets = connection(stream, Array<number>(Math.ceil(stream.length / cut)).fill(cut));
      const { events } = run(packets.flatMap((packet) => [packet, ipPacket(client, server, { sequence: 1 })]));
      assert.deepEqual(
        events.map(({ ja4 }) => ja4),
        [browserFingerprints.ja4],
      );
    }
  }
});

test('half-open connections do not keep a later one from being read', () => {
  const limits = { flows: 100 };
  const flood = Array.from({ length: 1000 }, (_, port) =>
    ipPacket({ ...client, port }, server, { sequence: 5, flags: SYN }),
  );
  const [first = syn, ...rest] = connection(browserStream, [500], 1000, { ...client, port: 2000 });
  const { events } = run([...flood, first, ...flood.slice(0, 99), ...rest], { limits });
  assert.equal(events[0]?.tcp_meta_mss, 1460);
});

test('what waits takes no more memory than is booked, also when it is single bytes', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const sentinel = new Sentinel(() => {});
  const first = Buffer.from(syn);
  const segment = ipPacket(client, server, { sequence: 0, payload: Buffer.from([0x16]) });
  const before = used();
  for (let flow = 0; flow < 300; flow += 1) {
    for (const packet of [first, segment]) packet.writeUInt32BE(flow, 12);
    sentinel.packet(rawIp, flow, first, 0, first.length);
    for (let at = 0; at < 300; at += 1) {
      segment.writeUInt32BE(2000 + 2 * at, 24);
      sentinel.packet(rawIp, flow, segment, 0, segment.length);
    }
  }
  const grown = used() - before;
  const { flows, bufferedBytes } = sentinel.remembered;
  assert.equal(bufferedBytes, 300 * 300 * 321);
  assert.ok(grown <= bufferedBytes + 1024 * flows + 2 * million, `${grown} bytes`);
});
