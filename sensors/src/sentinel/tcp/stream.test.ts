import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { browserFingerprints, browserHello, browserStream, helloMessage, records } from '../../testing/hello.js';
import { client, connection, ipPacket, server } from '../../testing/packets.js';
import { run } from '../../testing/run.js';

const ja4s = (packets: Buffer[]): string[] => run(packets).events.map(({ ja4 }) => ja4);

/** Lengths of pieces; what is left goes into the last one. */
const cuts = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 40 });

test('any records, any segments, any order, any repetition: one hello, the same fingerprint', () => {
  const message = helloMessage(browserHello);
  const order = fc.array(fc.nat(), { minLength: 90, maxLength: 90 });
  fc.assert(
    fc.property(cuts, cuts, fc.integer({ min: 0, max: 0xffffffff }), order, (recordCuts, segmentCuts, first, keys) => {
      const [syn = Buffer.alloc(0), ...segments] = connection(records(message, recordCuts), segmentCuts, first);
      const twice = [...segments, ...segments.filter((_, index) => (keys[index] ?? 0) % 3 === 0)];
      const shuffled = twice.map((packet, index) => ({ packet, key: keys[index] ?? 0 })).sort((a, b) => a.key - b.key);
      assert.deepEqual(ja4s([syn, ...shuffled.map(({ packet }) => packet)]), [browserFingerprints.ja4]);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('segments that overlap give the same fingerprint', () => {
  const overlapping = fc.array(fc.tuple(fc.nat(browserStream.length - 1), fc.integer({ min: 1, max: 900 })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(overlapping, (pieces) => {
      const first = 0xffffff00;
      const packets = pieces.map(([at, length]) =>
        ipPacket(client, server, { sequence: first + at, payload: browserStream.subarray(at, at + length) }),
      );
      const [syn = Buffer.alloc(0), ...rest] = connection(browserStream, [100, 1000], first);
      assert.deepEqual(ja4s([syn, ...packets, ...rest]), [browserFingerprints.ja4]);
    }),
    { numRuns: 200, seed: 2 },
  );
});

test('one byte a segment, and all of them backwards', () => {
  const [syn = Buffer.alloc(0), ...bytes] = connection(
    browserStream,
    Array<number>(browserStream.length).fill(1),
    0xfffffff0,
  );
  assert.deepEqual(ja4s([syn, ...bytes]), [browserFingerprints.ja4]);
  assert.deepEqual(ja4s([syn, ...bytes.reverse()]), [browserFingerprints.ja4]);
});

test('without a SYN the segments may still come backwards', () => {
  const [, ...segments] = connection(browserStream, [300, 300, 300]);
  assert.deepEqual(ja4s(segments.reverse()), [browserFingerprints.ja4]);
});

test('a SYN captured after its data still tells its facts', () => {
  const [syn = Buffer.alloc(0), one = syn, two = syn] = connection(browserStream, [1000]);
  const { events } = run([two, syn, one]);
  assert.deepEqual(
    events.map((event) => [event.ja4, event.tcp_meta_mss]),
    [[browserFingerprints.ja4, 1460]],
  );
});

test('what arrived first stays, whatever a later copy says', () => {
  const [syn = Buffer.alloc(0), one = syn, two = syn] = connection(browserStream, [1000]);
  const forged = ipPacket(client, server, { sequence: 1000, payload: Buffer.alloc(1000, 0x41) });
  assert.deepEqual(ja4s([syn, one, forged, two]), [browserFingerprints.ja4]);
});
