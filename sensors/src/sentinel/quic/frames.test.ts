import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CryptoStream } from './crypto-stream.js';
import { readFrames } from './frames.js';

test('any bytes behind the key are read without a throw, and only what is there is handed on', () => {
  const types = fc.constantFrom(0, 1, 2, 3, 6, 6, 6, 0x1c, 0x40, 0x80, 0xc0, 0x16);
  const bytes = fc.array(fc.oneof(types, fc.nat(255)), { maxLength: 200 });
  fc.assert(
    fc.property(bytes, (content) => {
      const stream = new CryptoStream();
      const frames = Uint8Array.from(content);
      readFrames(frames, (offset, start, end) => {
        assert.ok(offset >= 0 && start <= end && end <= frames.length);
        stream.add(offset, frames, start, end, 1);
      });
      const message = stream.next();
      assert.ok(message === null || message === 'impossible' || message.length <= frames.length);
    }),
    { numRuns: 5000, seed: 6 },
  );
});

test('ACK with ranges and ECN counts, CONNECTION_CLOSE and two-byte types are walked over', () => {
  const ack = '03 05 40c8 02 01 00 01 02 01 07 08 09';
  const close = '1c 01 06 03 616263';
  const seen: number[] = [];
  const frames = Buffer.from(`${ack} ${close} 4006 00 02 abcd 01`.replaceAll(' ', ''), 'hex');
  assert.equal(
    readFrames(frames, (offset, start, end) => seen.push(offset, end - start)),
    true,
  );
  assert.deepEqual(seen, [0, 2]);
  for (const cut of ['0205', '0300000101', '06004005ab', '1c000005ab', 'c0']) {
    assert.equal(
      readFrames(Buffer.from(cut, 'hex'), () => {}),
      false,
      cut,
    );
  }
});
