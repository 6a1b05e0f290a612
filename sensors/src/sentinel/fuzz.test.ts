import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pcap, pcapng } from '../testing/captures.js';
import { dtlsBody, dtlsFragment, dtlsRecord } from '../testing/dtls.js';
import { browserHello, browserStream, helloBody, helloMessage } from '../testing/hello.js';
import {
  client6,
  connection,
  ethernet,
  ipv4,
  ipv6,
  linuxOptions,
  server6,
  client,
  server,
  timed,
} from '../testing/packets.js';
import { cryptoFrame, initialPacket, padded, v2 } from '../testing/quic.js';
import { udpPacket } from '../testing/udp.js';
import { CaptureError, readCapture } from './capture/capture.js';
import { ja3Of } from './fingerprint/ja3.js';
import { ja4Of } from './fingerprint/ja4.js';
import { Sentinel } from './sentinel.js';
import { parseClientHello } from './tls/client-hello.js';

/** Numbers from a seed (mulberry32), so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A copy with some bytes changed, sometimes shortened, sometimes with a part said twice. */
function mutated(bytes: Buffer, random: (below: number) => number): Buffer {
  let copy = Buffer.from(bytes);
  for (let times = random(4); times >= 0 && copy.length > 0; times -= 1) {
    copy[random(copy.length)] = [0, 0xff, 0x16, random(256)][random(4)] ?? 0;
  }
  if (random(4) === 0) copy = copy.subarray(0, random(copy.length + 1));
  if (random(8) === 0) copy = Buffer.concat([copy, copy.subarray(random(copy.length + 1))]);
  return copy;
}

const linkTypes = [0, 1, 9, 101, 108, 113, 276];

test('changed and random hellos parse or do not, but never throw', () => {
  const random = randomFrom(1);
  const body = helloBody(browserHello);
  for (let round = 0; round < 20_000; round += 1) {
    const bytes =
      round % 10 ? mutated(body, random) : Buffer.from(Array.from({ length: random(200) }, () => random(256)));
    const transport = (['t', 'q', 'd'] as const)[random(3)] ?? 't';
    const hello = parseClientHello(bytes, transport);
    if (!hello) continue;
    assert.equal(ja4Of(hello, transport).ja4.length, 36);
    assert.equal(ja3Of(hello).ja3_hash.length, 32);
  }
});

test('changed packets of every layer never throw, and memory stays within its bounds', () => {
  const random = randomFrom(2);
  const limits = {
    flows: 500,
    bufferedBytes: 200_000,
    flowBytes: 20_000,
    searchBytes: 5000,
    udpFlows: 100,
    udpBufferedBytes: 50_000,
    datagrams: 20,
  };
  const sentinel = new Sentinel(() => {}, limits);
  const plain = [
    ...connection(browserStream, [100, 500]),
    ...connection(browserStream, [100, 500], 0xffffff00, client6, server6),
    ipv4(client.address, server.address, 6, Buffer.alloc(64, 0x16), 0x2001),
    ipv6(client6.address, server6.address, 44, Buffer.from('0600000900000009' + linuxOptions.toString('hex'), 'hex')),
  ];
  const message = helloMessage(browserHello);
  const body = dtlsBody(browserHello);
  const datagrams = [
    initialPacket({ frames: padded(cryptoFrame(0, message)) }),
    initialPacket({ frames: padded(cryptoFrame(900, message.subarray(900))), number: 1 }),
    initialPacket({ frames: padded(cryptoFrame(0, message)), version: v2 }),
    dtlsRecord(dtlsFragment(body)),
    dtlsRecord(Buffer.concat([dtlsFragment(body, 1, 0, 600), dtlsFragment(body, 1, 500)])),
  ].map((payload) => udpPacket(payload));
  const inside = ethernet(plain[1] ?? Buffer.alloc(0));
  const tunnels = [
    udpPacket(Buffer.concat([Buffer.from('0800000000303900', 'hex'), inside]), client, { ...server, port: 4789 }),
    udpPacket(Buffer.concat([Buffer.from('0000655800303900', 'hex'), inside]), client, { ...server, port: 6081 }),
    udpPacket(Buffer.concat([Buffer.from('34ff010000000001000000850100000000', 'hex'), inside]), client, {
      ...server,
      port: 2152,
    }),
    ipv4(client.address, server.address, 47, Buffer.concat([Buffer.from('b0006558', 'hex'), Buffer.alloc(12), inside])),
  ];
  plain.push(...datagrams, ...tunnels);
  const packets = [...plain, ...plain.map((packet) => ethernet(packet))];
  for (let round = 0; round < 100_000; round += 1) {
    const bytes = mutated(packets[random(packets.length)] ?? Buffer.alloc(0), random);
    sentinel.packet(linkTypes[random(linkTypes.length)] ?? 1, random(2 ** 31), bytes, 0, bytes.length);
    const { flows, bufferedBytes, udpFlows, udpBufferedBytes } = sentinel.remembered;
    assert.ok(flows <= limits.flows && bufferedBytes <= limits.bufferedBytes);
    assert.ok(udpFlows <= limits.udpFlows && udpBufferedBytes <= limits.udpBufferedBytes);
  }
  sentinel.flush();
  assert.equal(sentinel.counters.packets, 100_000);
  assert.ok(sentinel.counters.hellos > 0 && sentinel.counters.evictedFlows > 0);
});

test('changed capture files give packets or a CaptureError', async () => {
  const random = randomFrom(3);
  const files = [pcap(timed(connection(browserStream, [300]))), pcapng(timed(connection(browserStream, [300])))];
  for (let round = 0; round < 5000; round += 1) {
    const file = mutated(files[round % 2] ?? Buffer.alloc(0), random);
    const sentinel = new Sentinel(() => {});
    try {
      await readCapture(chunksOf(file, 50 + random(400)), sentinel);
    } catch (error) {
      assert.ok(error instanceof CaptureError, String(error));
    }
    sentinel.flush();
  }
});

async function* chunksOf(file: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}
