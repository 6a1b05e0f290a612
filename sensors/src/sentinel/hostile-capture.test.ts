import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pcap, pcapng } from '../testing/captures.js';
import { browserStream } from '../testing/hello.js';
import { connection, timed } from '../testing/packets.js';
import { CaptureError, readCapture } from './capture/capture.js';
import { Sentinel } from './sentinel.js';

const packets = timed(connection(browserStream));
const good = pcapng(packets);
const sectionBytes = good.readUInt32LE(4);
const interfaceAt = sectionBytes;
const packetAt = interfaceAt + good.readUInt32LE(interfaceAt + 4);
const mebibyte = 2 ** 20;

/** The good file with a number of 32 bits changed. */
function lying(at: number, value: number, file = good): Buffer {
  const copy = Buffer.from(file);
  copy.writeUInt32LE(value >>> 0, at);
  return copy;
}

/** What became of a capture: its packets, and what was wrong with it. */
async function read(chunks: AsyncIterable<Uint8Array>): Promise<[packets: number, fault: string | null]> {
  const sentinel = new Sentinel(() => {});
  try {
    const warning = await readCapture(chunks, sentinel);
    return [sentinel.counters.packets, warning];
  } catch (error) {
    assert.ok(error instanceof CaptureError, String(error));
    return [sentinel.counters.packets, error.message];
  }
}

async function* once(file: Buffer): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(file);
}

test('lengths that lie are named', async () => {
  const lies: [lie: Buffer, packets: number, fault: RegExp][] = [
    [lying(4, 0), 0, /block length 0/],
    [lying(4, 8), 0, /block length 8/],
    [lying(4, sectionBytes + 2), 0, /block length/],
    [lying(4, 0xfffffffc), 0, /block length 4294967292/],
    [lying(sectionBytes - 4, 4), 0, /contradict each other/],
    [lying(8, 0), 0, /byte-order magic/],
    [lying(interfaceAt + 4, 0x80000000), 0, /block length/],
    [lying(packetAt + 4, 16), 0, /contradict each other|too short/],
    [lying(packetAt + 8, 7), 0, /interface 7 has not been described/],
    [lying(packetAt + 20, 0xffffffff), 0, /announces 4294967295 bytes/],
    [lying(packetAt + 20, good.readUInt32LE(packetAt + 4)), 0, /more than its block holds/],
    [lying(24 + 8, 0x7fffffff, pcap(packets)), 0, /announces 2147483647 bytes/],
    [lying(24 + 8, 262_145, pcap(packets)), 0, /announces 262145 bytes/],
  ];
  for (const [file, count, fault] of lies) {
    const [found, message] = await read(once(file));
    assert.equal(found, count);
    assert.match(message ?? '', fault);
  }
});

// Copying all of it for each piece would take minutes.
test('a block that is announced and never ends is given up after its bound', { timeout: 30_000 }, async () => {
  const announced = 16 * mebibyte;
  for (const chunkBytes of [mebibyte, mebibyte / 1024]) {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(lying(packetAt + 4, announced));
      for (const chunk = Buffer.alloc(chunkBytes); ; given += chunk.length) yield await Promise.resolve(chunk);
    }
    const [, fault] = await read(endless());
    assert.match(fault ?? '', /contradict each other/);
    assert.ok(given <= 2 * announced);
  }
});

test('interfaces without end are refused', async () => {
  const described = good.subarray(interfaceAt, packetAt);
  const file = Buffer.concat([good.subarray(0, sectionBytes), ...Array<Buffer>(70_000).fill(described)]);
  const [, fault] = await read(once(file));
  assert.match(fault ?? '', /more than 65536 interfaces/);
});

test('options whose lengths leave their block end there', async () => {
  for (const length of [0xffff, 0xfff0, 9]) {
    const option = Buffer.from([9, 0, length & 0xff, length >> 8, 6, 0, 0, 0]);
    const body = Buffer.concat([good.subarray(interfaceAt + 8, interfaceAt + 16), option]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(12 + body.length);
    const block = Buffer.concat([Buffer.from([1, 0, 0, 0]), size, body, size]);
    const file = Buffer.concat([good.subarray(0, sectionBytes), block, good.subarray(packetAt)]);
    assert.deepEqual(await read(once(file)), [packets.length, null]);
  }
});
