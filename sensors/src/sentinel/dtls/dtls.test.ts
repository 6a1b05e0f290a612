import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dtlsBody, dtlsFragment, dtlsRecord } from '../../testing/dtls.js';
import { browserHello } from '../../testing/hello.js';
import { run } from '../../testing/run.js';
import { udpPacket } from '../../testing/udp.js';

const body = dtlsBody(browserHello);
const withCookie = dtlsBody(browserHello, Buffer.alloc(20, 6));
/** Of the browser's hello, which names TLS 1.3 as its version. */
const ja4 = 'd13d0407h2_39e807bd56df_5e6a61e7dae5';
const other = dtlsBody({ ...browserHello, ciphers: [0x1302] });

const datagram = (...records: Buffer[]): Buffer => udpPacket(Buffer.concat(records));
const whole = (of = body, number = 0): Buffer => datagram(dtlsRecord(dtlsFragment(of, number)));
const part = (start: number, end: number, of = body, number = 0): Buffer =>
  dtlsRecord(dtlsFragment(of, number, start, end));
/** JA4, number and datagrams of each hello found. */
const found = (...datagrams: Buffer[]): [string, number, number | null][] =>
  run(datagrams).events.map((event) => [event.ja4, event.hello_index, event.segments]);

test('every version of the record, and the facts of the first datagram', () => {
  for (const version of [0xfeff, 0xfefd, 0xfefc, 0x0100]) {
    assert.deepEqual(found(datagram(dtlsRecord(dtlsFragment(body), { version }))), [[ja4, 1, 1]]);
  }
  const [event] = run([whole()]).events;
  assert.deepEqual(
    [event?.transport, event?.ip_meta_ttl, event?.ip_meta_df, event?.tcp_meta_mss, event?.syn_to_clienthello_ms],
    ['d', 64, true, null, null],
  );
});

test('fragments of any size in any order, overlapping, in any records and datagrams', () => {
  const cut = fc.tuple(fc.nat(body.length - 2), fc.integer({ min: 1, max: 500 }));
  const keys = fc.array(fc.nat(), { minLength: 200, maxLength: 200 });
  fc.assert(
    fc.property(fc.array(cut, { maxLength: 20 }), fc.integer({ min: 20, max: 900 }), keys, (extra, size, key) => {
      const cuts = Array.from({ length: Math.ceil(body.length / size) }, (_, at) => [at * size, size] as const);
      const parts = [...cuts, ...extra]
        .map(([at, length], index) => ({ at, end: Math.min(body.length, at + length), key: key[index] ?? 0 }))
        .sort((one, next) => one.key - next.key)
        .map(({ at, end }) => dtlsFragment(body, 0, at, end));
      const datagrams: Buffer[] = [];
      while (parts.length > 0) {
        const taken = parts.splice(0, 1 + ((key[datagrams.length] ?? 0) % 3));
        // As one record of several fragments, or as records of their own.
        const records = datagrams.length % 2 ? [dtlsRecord(Buffer.concat(taken))] : taken.map((one) => dtlsRecord(one));
        datagrams.push(datagram(...records));
      }
      assert.deepEqual(
        run(datagrams).events.map((event) => event.ja4),
        [ja4],
      );
    }),
    { numRuns: 150, seed: 4 },
  );
});

test('the hello with a cookie is the second, with the same fingerprint', () => {
  assert.deepEqual(found(whole(), whole(withCookie, 1)), [
    [ja4, 1, 1],
    [ja4, 2, 1],
  ]);
  const half = (of: Buffer, number: number) => [
    datagram(part(700, of.length, of, number)),
    datagram(part(0, 700, of, number)),
  ];
  assert.deepEqual(found(...half(body, 0), ...half(withCookie, 1)), [
    [ja4, 1, 2],
    [ja4, 2, 2],
  ]);
});

test('fragments sent again, also of other sizes, are no other hello', () => {
  const first = [datagram(part(0, 600)), datagram(part(600, body.length))];
  const again = [datagram(part(0, 300)), datagram(part(300, 1000)), datagram(part(1000, body.length))];
  assert.deepEqual(found(...first, ...first, ...again), [[ja4, 1, 2]]);
});

test('a hello sent again whole is one more on the wire, with the same number; a new one begins a connection', () => {
  const indexes = found(whole(), whole(), whole(withCookie, 1), whole(withCookie, 1), whole(other)).map(([, at]) => at);
  assert.deepEqual(indexes, [1, 1, 2, 2, 1]);
});

test('encrypted, foreign, lying and unfinished records give nothing', () => {
  const lying = dtlsFragment(body);
  lying.writeUIntBE(body.length + 5, 9, 3);
  const tooLong = dtlsFragment(body, 0, 0, 100);
  tooLong.writeUIntBE(0xffffff, 1, 3);
  const nothing = [
    dtlsRecord(dtlsFragment(body), { epoch: 1 }),
    dtlsRecord(dtlsFragment(body), { version: 0x0303 }),
    dtlsRecord(dtlsFragment(body), { type: 23 }),
    dtlsRecord(dtlsFragment(body)).subarray(0, -1),
    dtlsRecord(lying),
    dtlsRecord(tooLong),
    dtlsRecord(Buffer.concat([Buffer.from([2]), dtlsFragment(body).subarray(1)])),
  ];
  for (const record of nothing) assert.deepEqual(found(datagram(record)), []);
  const alert = dtlsRecord(Buffer.from([1, 0]), { type: 21 });
  assert.deepEqual(found(datagram(alert, dtlsRecord(dtlsFragment(body)))), [[ja4, 1, 1]]);
});

test('hellos that are never whole stay within the bounds', () => {
  const parts = Array.from({ length: 2000 }, (_, at) =>
    datagram(part(at % 2 ? 2 * (at % 600) : 1, 1 + 2 * (at % 600), body, at)),
  );
  const { sentinel } = run(parts);
  assert.ok(sentinel.remembered.udpBufferedBytes < 10_000);
});
