import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sampleIndexes, seededRandom } from './random.js';

test('the same seed and stream give the same sequence, another stream another', () => {
  const sequence = (seed: number, stream: number): number[] => {
    const random = seededRandom(seed, stream);
    return Array.from({ length: 100 }, random);
  };
  assert.deepEqual(sequence(7, 0), sequence(7, 0));
  assert.notDeepEqual(sequence(7, 0), sequence(7, 1));
  assert.notDeepEqual(sequence(7, 0), sequence(8, 0));
});

test('the numbers fill [0, 1) evenly', () => {
  const random = seededRandom(1, 2);
  const tenths = new Uint32Array(10);
  for (let i = 0; i < 100_000; i++) tenths[Math.floor(random() * 10)]!++;
  for (const count of tenths) assert.ok(Math.abs(count - 10_000) < 500, String(tenths));
});

test('a sample holds different indexes below the total, in order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 300 }), fc.nat(), (total, wanted, seed) => {
      const count = Math.min(total, wanted);
      const sample = sampleIndexes(total, count, seededRandom(seed, 0));
      assert.equal(new Set(sample).size, count);
      assert.ok(sample.every((index, at) => index >= 0 && index < total && index > (sample[at - 1] ?? -1)));
    }),
  );
});
