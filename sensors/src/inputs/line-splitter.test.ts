import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineSplitter } from './line-splitter.js';

function split(chunks: Buffer[], maxBytes: number) {
  const lines: string[] = [];
  let tooLong = 0;
  let mostHeld = 0;
  const splitter = new LineSplitter(maxBytes, {
    onLine: (line) => lines.push(line.toString('latin1')),
    onTooLong: () => (tooLong += 1),
  });
  for (const chunk of chunks) {
    splitter.push(chunk);
    mostHeld = Math.max(mostHeld, splitter.heldBytes);
  }
  return { lines, tooLong, mostHeld, held: splitter.heldBytes };
}

test('however a stream is cut, the lines are the same, and never more is held than a line may have', () => {
  const bytes = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 200 });
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(200)), fc.integer({ min: 1, max: 20 }), (text, cuts, maxBytes) => {
      const places = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
      const chunks = places.slice(1).map((end, at) => Buffer.from(text.slice(places[at], end)));
      const { lines, tooLong, mostHeld, held } = split(chunks, maxBytes);
      const whole = text.split('\n');
      const unfinished = whole.pop()!;
      assert.deepEqual(
        lines,
        whole.filter((line) => line.length > 0 && line.length <= maxBytes),
      );
      const isOver = unfinished.length > maxBytes;
      assert.equal(tooLong, whole.filter((line) => line.length > maxBytes).length + (isOver ? 1 : 0));
      assert.ok(mostHeld <= maxBytes);
      assert.equal(held, isOver ? 0 : unfinished.length);
    }),
  );
});
