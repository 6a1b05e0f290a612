import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserFingerprints, browserStream } from '../testing/hello.js';
import { SYN, client, connection, ipPacket, server } from '../testing/packets.js';
import { run } from '../testing/run.js';

const from = (index: number) => ({ address: Buffer.from([10, 0, index >> 8, index & 0xff]), port: 1024 + index });

test('flows are bounded, and the oldest make room', () => {
  const half = (index: number): Buffer => ipPacket(from(index), server, { sequence: 5, flags: SYN });
  const flood = Array.from({ length: 1000 }, (_, index) => half(index));
  const [syn = Buffer.alloc(0), hello = syn] = connection(browserStream);
  const { events, sentinel } = run([...flood, syn, hello], { limits: { flows: 100 } });
  assert.equal(sentinel.counters.evictedFlows, 901);
  assert.equal(events[0]?.tcp_meta_mss, 1460);
});

test('bytes waiting in all flows together are bounded', () => {
  const gap = (index: number): Buffer =>
    ipPacket(from(index), server, { sequence: 2000, payload: Buffer.alloc(1000, 0x41) });
  const packets = Array.from({ length: 100 }, (_, index) => [
    ipPacket(from(index), server, { sequence: 5, flags: SYN }),
    gap(index),
  ]);
  const { sentinel } = run(packets.flat(), { limits: { bufferedBytes: 10_000 } });
  assert.equal(sentinel.counters.evictedFlows, 100 - Math.floor(10_000 / 1320));
});

test('a gap that never closes is skipped, and a hello behind it is found', () => {
  const [syn = Buffer.alloc(0)] = connection(browserStream);
  const behind = ipPacket(client, server, { sequence: 9000, payload: Buffer.alloc(3000, 0x41) });
  const hello = ipPacket(client, server, { sequence: 12_000, payload: browserStream });
  const { events, sentinel } = run([syn, behind, hello], { limits: { flowBytes: 4000 } });
  assert.equal(events[0]?.ja4, browserFingerprints.ja4);
  assert.equal(sentinel.counters.skippedGaps, 1);
});

test('what is held back until the begin of a stream is known is bounded too', () => {
  const data = (index: number): Buffer =>
    ipPacket(client, server, { sequence: 9000 + 1500 * index, payload: Buffer.alloc(1000, 0x41) });
  const hello = ipPacket(client, server, { sequence: 20_000, payload: browserStream });
  for (const held of [1, 2, 3, 4]) {
    const packets = [...Array.from({ length: held }, (_, index) => data(index)), hello];
    const { events, sentinel } = run(packets, { limits: { flowBytes: 3500 } });
    assert.equal(events[0]?.ja4, browserFingerprints.ja4);
    assert.ok(sentinel.remembered.bufferedBytes <= 64);
  }
});

test('a hello that announces 16 MB, or nothing, is given up', () => {
  for (const announced of ['ffffff', '000000']) {
    const stream = Buffer.concat([
      Buffer.from(`1603014000 01${announced}`.replaceAll(' ', ''), 'hex'),
      Buffer.alloc(16_380),
    ]);
    const { events, sentinel } = run(connection(stream, Array<number>(20).fill(100)));
    assert.deepEqual([events.length, sentinel.counters.hellos], [0, 0]);
  }
});

test('segments far from their stream are counted and left out', () => {
  const [syn = Buffer.alloc(0), hello = syn] = connection(browserStream);
  const far = ipPacket(client, server, { sequence: 1_000_000_000, payload: Buffer.from('x') });
  const { events, sentinel } = run([syn, far, hello]);
  assert.deepEqual([events.length, sentinel.counters.outOfWindow], [1, 1]);
});
