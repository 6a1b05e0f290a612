import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCapture } from './capture.js';

const le = (bytes: number, ...numbers: number[]): Buffer =>
  Buffer.concat(
    numbers.map((number) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(number, 0, bytes);
      return field;
    }),
  );

const block = (type: number, body: Buffer): Buffer =>
  Buffer.concat([le(4, type, 12 + body.length), body, le(4, 12 + body.length)]);

const section = block(0x0a0d0d0a, Buffer.concat([le(4, 0x1a2b3c4d), le(2, 1, 0), le(4, 0xffffffff, 0xffffffff)]));
const describe = (linkType: number, snapLength: number, options = Buffer.alloc(0)): Buffer =>
  block(1, Buffer.concat([le(2, linkType, 0), le(4, snapLength), options]));

test('simple and obsolete packet blocks, snap length, time offset, comments and statistics between', async () => {
  const offset = Buffer.concat([le(2, 14, 8), le(4, 100, 0), le(2, 0, 0)]);
  const payload = Buffer.from('0102030405060708', 'hex');
  const file = Buffer.concat([
    section,
    describe(101, 6),
    describe(1, 0, offset),
    block(3, Buffer.concat([le(4, 900), payload])),
    block(5, le(4, 0, 0, 0)),
    block(2, Buffer.concat([le(2, 1, 65_535), le(4, 0, 5_000_000, 7, 7), payload])),
    block(0x0bad, le(4, 32_473, 1)),
  ]);
  const seen: [number, number, string][] = [];
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield file;
  }
  const warning = await readCapture(chunks(), {
    packet: (linkType, timeUs, bytes, start, end) =>
      seen.push([linkType, timeUs, Buffer.from(bytes.subarray(start, end)).toString('hex')]),
  });
  assert.equal(warning, null);
  assert.deepEqual(seen, [
    [101, 0, '010203040506'],
    [1, 105_000_000, '01020304050607'],
  ]);
});
