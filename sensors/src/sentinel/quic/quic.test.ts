import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { browserFingerprints, browserHello, helloMessage } from '../../testing/hello.js';
import { client, client6, server, server6 } from '../../testing/packets.js';
import { ack, cryptoFrame, firstId, initialPacket, padded, ping, v2, type InitialParts } from '../../testing/quic.js';
import { run } from '../../testing/run.js';
import { udpPacket } from '../../testing/udp.js';
import { fullPacketNumber } from './initial-keys.js';

const message = helloMessage(browserHello);
const ja4 = browserFingerprints.ja4.replace(/^t/, 'q');
const second = helloMessage({ ...browserHello, ciphers: [0x1302] });
const serverId = Buffer.from('a1a2a3a4a5a6a7a8', 'hex');
const half = 700;
const pieces = [cryptoFrame(0, message.subarray(0, half)), cryptoFrame(half, message.subarray(half))] as const;

const initial = (frames: Buffer, parts: Omit<InitialParts, 'frames'> = {}): Buffer =>
  udpPacket(initialPacket({ frames, ...parts }));
/** JA4, number and datagrams of each hello found. */
const found = (...datagrams: Buffer[]): [string, number, number | null][] =>
  run(datagrams).events.map((event) => [event.ja4, event.hello_index, event.segments]);
const whole = padded(cryptoFrame(0, message));

test('the client Initial of RFC 9001 appendix A.2 and of RFC 9369 appendix A.2', () => {
  const frames = Buffer.from(
    '060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c000004130113020' +
      '10000c000000010000e00000b6578616d706c652e636f6dff01000100000a00080006001d0017001800100007000504616c' +
      '706e000500050100000000003300260024001d00209370b2c9caa47fbabaf4559fedba753de171fa71f50f1ce15d43e994e' +
      'c74d748002b0003020304000d0010000e0403050306030203080408050806002d00020101001c0002400100390032040' +
      '8ffffffffffffffff05048000ffff07048000ffff0801100104800075300901100f088394c8f03e51570806048000ffff',
    'hex',
  );
  const expected: [number, string][] = [
    [1, 'c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11d242b123dc9bd8bab936b47d92ec356c'],
    [v2, 'd76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485dd04de806071bf03dceebfa162e75d6c'],
  ];
  for (const [version, start] of expected) {
    const packet = initialPacket({ frames: padded(frames), version, number: 2 });
    assert.equal(packet.length, 1200);
    assert.equal(packet.toString('hex', 0, 48), start);
    const [event] = run([udpPacket(packet)]).events;
    assert.deepEqual([event?.tls_sni, event?.tls_alpn, event?.transport], ['example.com', ['alpn'], 'q']);
  }
});

test('every version has its salt', () => {
  const draft22 = '7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a';
  const draft23 = 'c3eef712c72ebb5a11a7d2432bb46365bef9f502';
  const draft29 = 'afbfec289993d24c9e9786f19c6111e04390a899';
  const salts: [number, string?][] = [
    [1],
    [v2],
    [0xff000022],
    [0xff000021],
    [0xff000016, draft22],
    [0xfaceb001, draft22],
    [0xfaceb002, draft23],
    [0xfaceb00e, draft23],
  ];
  for (let draft = 23; draft <= 32; draft += 1) salts.push([0xff000000 + draft, draft < 29 ? draft23 : draft29]);
  for (const [version, salt] of salts) {
    assert.deepEqual(found(initial(whole, { version, ...(salt ? { salt } : {}) })), [[ja4, 1, 1]]);
  }
  assert.deepEqual(found(initial(whole, { version: 0x1a2a3a4a })), []);
});

test('CRYPTO pieces of any size in any order, overlapping, among other frames, in any datagrams', () => {
  const cut = fc.tuple(fc.nat(message.length - 1), fc.integer({ min: 1, max: 500 }));
  const keys = fc.array(fc.nat(), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 20 }), fc.integer({ min: 100, max: 700 }), keys, (extra, size, key) => {
      const cuts = Array.from({ length: Math.ceil(message.length / size) }, (_, at) => [at * size, size] as const);
      const frames = [...cuts, ...extra]
        .map(([at, length], index) => ({
          frame: cryptoFrame(at, message.subarray(at, at + length)),
          key: key[index] ?? 0,
        }))
        .sort((one, other) => one.key - other.key)
        .map(({ frame }) => frame);
      const datagrams: Buffer[] = [];
      while (frames.length > 0) {
        const take = 1 + ((key[datagrams.length] ?? 0) % 3);
        const number = datagrams.length;
        const content = frames.splice(0, take).flatMap((frame) => [ping, frame, Buffer.alloc(3), ack]);
        datagrams.push(initial(padded(...content), { number, numberBytes: 1 + (number % 4) }));
      }
      assert.deepEqual(
        run(datagrams).events.map((event) => event.ja4),
        [ja4],
      );
    }),
    { numRuns: 100, seed: 3 },
  );
});

test('several Initials in a datagram, and 0-RTT and other packets among them', () => {
  const one = initialPacket({ frames: pieces[1], number: 0 });
  const two = initialPacket({ frames: pieces[0], number: 1 });
  const zeroRtt = initialPacket({ frames: Buffer.alloc(60) });
  zeroRtt[0] = (zeroRtt[0] ?? 0) | 0x10;
  // A 0-RTT packet has no token: the byte of its length becomes the first of the packet's length.
  const early = Buffer.concat([zeroRtt.subarray(0, 15), zeroRtt.subarray(16)]);
  assert.deepEqual(found(udpPacket(Buffer.concat([one, two]))), [[ja4, 1, 1]]);
  assert.deepEqual(found(udpPacket(Buffer.concat([early, one, early, two]))), [[ja4, 1, 1]]);
  assert.deepEqual(found(udpPacket(Buffer.concat([one, two, Buffer.alloc(100)]))), [[ja4, 1, 1]]);
});

test('keys stay with the first destination id, and a Retry brings new ones for the same hello', () => {
  const moved = initial(padded(pieces[1]), { destinationId: serverId, keyId: firstId, number: 1 });
  assert.deepEqual(found(initial(padded(pieces[0])), moved), [[ja4, 1, 2]]);
  const token = Buffer.alloc(70, 5);
  const retried = initial(whole, { destinationId: serverId, token, number: 1 });
  assert.deepEqual(found(initial(whole), retried), [[ja4, 1, 1]]);
  assert.deepEqual(found(retried), [[ja4, 1, 1]]);
  assert.deepEqual(found(initial(padded(pieces[0])), retried), [[ja4, 1, 1]]);
});

test('a Retry may choose a short id, and its token says who sends', () => {
  for (const destinationId of [serverId.subarray(0, 4), Buffer.alloc(0)]) {
    const parts = { destinationId, token: Buffer.from('token') };
    const [first, second] = [initial(padded(pieces[0]), parts), initial(padded(pieces[1]), { ...parts, number: 1 })];
    assert.deepEqual(found(first, second), [[ja4, 1, 2]]);
    assert.deepEqual(found(initial(padded(pieces[0])), first, second), [[ja4, 1, 2]]);
  }
});

test('the hello after a retry request is kept apart, in the first version and in the one the server chose', () => {
  const answer = padded(cryptoFrame(message.length, second));
  const later = { destinationId: serverId, keyId: firstId, number: 2 };
  const expected = [ja4, ja4.replace('0407', '0107')];
  for (const version of [1, v2]) {
    const { events } = run([initial(whole), initial(whole, { number: 1 }), initial(answer, { ...later, version })]);
    assert.deepEqual(
      events.map((event) => [event.hello_index, event.ja4.slice(0, 10)]),
      expected.map((text, index) => [index + 1, text.slice(0, 10)]),
    );
  }
});

test('a client that begins again after Version Negotiation, and a later connection between the same ports', () => {
  const negotiation = Buffer.from('c00000000000088394c8f03e5157086b3343cf', 'hex');
  assert.deepEqual(found(initial(whole), udpPacket(negotiation), initial(whole, { version: v2 })), [[ja4, 1, 1]]);
  assert.deepEqual(found(initial(whole, { version: 0x1a2a3a4a }), initial(whole)), [[ja4, 1, 1]]);
  const other = initial(padded(cryptoFrame(0, second)), { destinationId: serverId });
  assert.deepEqual(
    found(initial(whole), other).map(([, index]) => index),
    [1, 1],
  );
});

test('the fixed bit may be greased, ids may have any length, IPv6 may carry it', () => {
  for (const length of [8, 13, 20]) {
    const ids = { destinationId: Buffer.alloc(length, 3), sourceId: Buffer.alloc(20 - length, 4) };
    assert.deepEqual(found(initial(whole, { ...ids, fixedBit: 0 })), [[ja4, 1, 1]]);
  }
  const { events } = run([udpPacket(initialPacket({ frames: whole }), client6, server6)]);
  assert.deepEqual(
    events.map((event) => [event.src_ip, event.ip_meta_ttl, event.ip_meta_id, event.tcp_meta_mss]),
    [['2001:db8::7', 57, null, null]],
  );
});

test("a server's Initials, damaged ones and what hides no hello give nothing and are counted", () => {
  const damaged = initialPacket({ frames: whole });
  damaged[damaged.length - 1] = (damaged[damaged.length - 1] ?? 0) ^ 1;
  const fromServer = udpPacket(initialPacket({ frames: whole, side: 'server' }), server, client);
  const noHello = initial(padded(cryptoFrame(0, Buffer.from('0200004003030000', 'hex'))));
  const badFrame = initial(padded(Buffer.from([0x3f]), cryptoFrame(0, message)), { destinationId: serverId });
  const { events, sentinel } = run([udpPacket(damaged), fromServer, noHello, badFrame]);
  assert.equal(events.length, 0);
  const { unopenedQuic, malformedQuic, malformedHellos } = sentinel.counters;
  assert.deepEqual([unopenedQuic, malformedQuic, malformedHellos], [2, 1, 1]);
});

test('a flood of Initials that never end stays within the bounds', () => {
  const limits = { udpFlows: 50, udpBufferedBytes: 100_000 };
  const flood = Array.from({ length: 300 }, (_, port) =>
    udpPacket(initialPacket({ frames: padded(pieces[1]) }), { ...client, port: 1024 + port }, server),
  );
  const { sentinel } = run(flood, { limits });
  assert.ok(sentinel.remembered.udpFlows <= 50 && sentinel.remembered.udpBufferedBytes <= 100_000);
  assert.ok(sentinel.counters.evictedFlows >= 250);
});

test('a handshake in thousands of pieces is given up', () => {
  const tiny = (at: number): Buffer => cryptoFrame(2 * at + 1, Buffer.from([1]));
  const frames = Buffer.concat(Array.from({ length: 600 }, (_, at) => tiny(at)));
  assert.equal(run([initial(frames)]).sentinel.counters.malformedHellos, 1);
  assert.equal(run([initial(padded(cryptoFrame(2 ** 29, message)))]).sentinel.counters.malformedHellos, 1);
});

test('packet numbers are completed as RFC 9000 appendix A.3 says', () => {
  assert.equal(fullPacketNumber(0x9b32, 2, 0xa82f30eb), 0xa82f9b32);
  assert.equal(fullPacketNumber(0, 1, 255), 256);
  assert.equal(fullPacketNumber(255, 1, 0), 255);
  assert.equal(fullPacketNumber(255, 1, 256), 255);
});
