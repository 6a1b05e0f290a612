import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserFingerprints, browserHello, browserStream, helloMessage, records } from '../../testing/hello.js';
import { client, connection, ipPacket, linuxOptions, server, SYN } from '../../testing/packets.js';
import { run } from '../../testing/run.js';

const ACK = 0x10;
const ja4s = (packets: Buffer[]): string[] => run(packets).events.map(({ ja4 }) => ja4);
const one = [browserFingerprints.ja4];
const data = (sequence: number, payload: Buffer, flags = ACK): Buffer =>
  ipPacket(client, server, { sequence, flags, payload });
const [syn = Buffer.alloc(0)] = connection(browserStream);

test('a keep-alive probe with a byte of garbage does not count', () => {
  const probe = data(999, Buffer.from([0]));
  assert.deepEqual(ja4s([syn, probe, data(1000, browserStream)]), one);
  const [first, second] = [browserStream.subarray(0, 700), browserStream.subarray(700)];
  assert.deepEqual(ja4s([syn, data(1000, first), data(1699, Buffer.from([0])), data(1700, second)]), one);
});

test('the text of a reset is not a part of the stream', () => {
  const reset = data(1000, Buffer.from('go away'), 0x04);
  assert.deepEqual(ja4s([syn, reset, data(1000, browserStream)]), one);
});

test('urgent data, and data on the FIN', () => {
  assert.deepEqual(ja4s([syn, data(1000, browserStream, ACK | 0x20)]), one);
  assert.deepEqual(
    ja4s([syn, data(1000, browserStream.subarray(0, 900)), data(1900, browserStream.subarray(900), ACK | 1)]),
    one,
  );
});

test('a SYN sent again with fewer options does not change the facts of the first', () => {
  const again = ipPacket(client, server, { sequence: 999, flags: SYN, options: linuxOptions.subarray(0, 4) });
  const { events } = run([syn, again, data(1000, browserStream)]);
  assert.deepEqual(
    events.map((event) => [event.tcp_meta_options, event.syn_to_clienthello_ms]),
    [['2-4-8-1-3', 2]],
  );
});

test('a packet that segmentation offload left without a length is what was captured', () => {
  const packet = data(1000, browserStream);
  packet.writeUInt16BE(0, 2);
  assert.deepEqual(ja4s([syn, packet]), one);
});

test('packets cut by the snap length give no wrong hello, and no other is put in the gap', () => {
  const [first, second] = [data(1000, browserStream.subarray(0, 1000)), data(2000, browserStream.subarray(1000))];
  for (const length of [60, 200, 1039]) {
    assert.deepEqual(ja4s([syn, first.subarray(0, length), second]), []);
    assert.deepEqual(ja4s([first.subarray(0, length), second]), []);
  }
  const other = records(helloMessage({ ...browserHello, ciphers: [0x1302] }));
  const { events } = run([syn, first.subarray(0, 200), data(2000, other)]);
  assert.deepEqual(
    events.map(({ ja4 }) => ja4.slice(0, 8)),
    ['t13d0107'],
  );
});

test('a SYN captured after the first data of its connection', () => {
  const [first, second] = [data(1000, browserStream.subarray(0, 700)), data(1700, browserStream.subarray(700))];
  for (const packets of [
    [first, syn, second],
    [second, syn, first],
  ]) {
    const { events } = run(packets);
    assert.deepEqual(
      events.map((event) => [event.ja4, event.segments, event.tcp_meta_mss]),
      [[browserFingerprints.ja4, 2, 1460]],
    );
  }
});

test('hellos of several connections between the same ports, and nothing else captured', () => {
  const start = 3_000_000_000;
  const halves = [data(start, browserStream.subarray(0, 700)), data(start + 700, browserStream.subarray(700))];
  const { events } = run([data(1000, browserStream), data(1000, browserStream), ...halves]);
  assert.deepEqual(
    events.map((event) => [event.ja4, event.hello_index, event.segments]),
    [
      [browserFingerprints.ja4, 1, 1],
      [browserFingerprints.ja4, 1, 2],
    ],
  );
});
