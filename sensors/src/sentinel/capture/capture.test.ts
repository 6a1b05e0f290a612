import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pcap, pcapng } from '../../testing/captures.js';
import { connection, ethernet, timed } from '../../testing/packets.js';
import { browserStream } from '../../testing/hello.js';
import { CaptureError, readCapture } from './capture.js';

interface SeenPacket {
  linkType: number;
  timeUs: number;
  bytes: Buffer;
}

/** Reads a file that arrives in chunks of `chunkBytes`. */
async function read(file: Buffer, chunkBytes = file.length) {
  const packets: SeenPacket[] = [];
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < file.length; at += chunkBytes) yield file.subarray(at, at + chunkBytes);
  }
  const warning = await readCapture(chunks(), {
    packet: (linkType, timeUs, bytes, start, end) =>
      packets.push({ linkType, timeUs, bytes: Buffer.from(bytes.subarray(start, end)) }),
  });
  return { packets, warning };
}

const packets = timed(connection(browserStream, [301]), 1_700_000_000_123_456);
const seen = (linkType: number): SeenPacket[] => packets.map((packet) => ({ linkType, ...packet }));

test('pcap: both byte orders, microseconds and nanoseconds, in chunks of any size', async () => {
  for (const bigEndian of [false, true]) {
    for (const nanoseconds of [false, true]) {
      const file = pcap(packets, { bigEndian, nanoseconds, linkType: 228 });
      for (const chunkBytes of [1, 7, 4096]) {
        assert.deepEqual(await read(file, chunkBytes), { packets: seen(228), warning: null });
      }
    }
  }
});

test('pcapng: both byte orders, times exact at every resolution', async () => {
  for (const bigEndian of [false, true]) {
    for (const resolution of [undefined, 6, 7, 9, 10]) {
      const file = pcapng(packets, { bigEndian, ...(resolution === undefined ? {} : { resolution }) });
      assert.deepEqual(await read(file, 100), { packets: seen(101), warning: null });
    }
  }
});

test('pcapng: several sections and interfaces, unknown blocks skipped', async () => {
  const unknown = Buffer.from('0b0000000c0000000c000000', 'hex');
  const one = pcapng(packets, { linkTypes: [101, 1] });
  const other = pcapng(
    packets.map(({ timeUs, bytes }) => ({ timeUs, bytes: ethernet(bytes) })),
    { bigEndian: true, linkTypes: [1] },
  );
  const { packets: all } = await read(Buffer.concat([one, unknown, other]));
  assert.deepEqual(
    all.map(({ linkType }) => linkType),
    [101, 1, 101, 1, 1, 1],
  );
});

test('packets of any length cross the chunks of a long file', async () => {
  const long = timed([1, 70_000, 5, 200_000, 65_536, 90, 130_000].map((length) => Buffer.alloc(length, length)));
  const expected = long.map((packet) => ({ linkType: 101, ...packet }));
  for (const file of [pcap(long), pcapng(long)]) {
    for (const chunkBytes of [40_000, 65_537, 90_001, 150_000, 262_000]) {
      assert.deepEqual(await read(file, chunkBytes), { packets: expected, warning: null });
    }
  }
});

test('a capture that ends within its file header cannot be read', async () => {
  const section = pcapng(packets).subarray(0, 28);
  for (const file of [pcap(packets).subarray(0, 23), section.subarray(0, 27)]) {
    for (const chunkBytes of [1, 100]) await assert.rejects(read(file, chunkBytes), /cut off inside the file header/);
  }
  for (const file of [pcap(packets).subarray(0, 24), section]) {
    assert.deepEqual(await read(file), { packets: [], warning: null });
  }
});

test('a capture cut off inside a packet gives what came before, and a warning', async () => {
  for (const file of [pcap(packets), pcapng(packets)]) {
    const result = await read(file.subarray(0, -5));
    assert.equal(result.packets.length, packets.length - 1);
    assert.equal(result.warning, `cut off inside packet ${packets.length}`);
  }
});

test('what contradicts the format is an error with the number of the packet', async () => {
  const tooLong = pcap(packets);
  tooLong.writeUInt32LE(0x7fffffff, 24 + 8);
  const lying = pcapng(packets);
  lying.writeUInt32LE(32, lying.length - 4);
  const cases: [Buffer, RegExp, number][] = [
    [Buffer.alloc(0), /empty file/, 0],
    [Buffer.from('PK'), /neither pcap nor pcapng/, 0],
    [Buffer.from('neither'), /neither pcap nor pcapng/, 0],
    [tooLong, /announces 2147483647 bytes/, 1],
    [lying, /block lengths contradict/, packets.length],
    [pcapng(packets, { linkTypes: [] }), /interface NaN|interface/, 1],
  ];
  for (const [file, message, packet] of cases) {
    await assert.rejects(read(file), (error) => {
      assert.ok(error instanceof CaptureError);
      assert.match(error.message, message);
      assert.equal(error.packet, packet);
      return true;
    });
  }
});
