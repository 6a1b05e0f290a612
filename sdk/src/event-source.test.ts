import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readEvents, type ServerSentEvent } from './event-source.js';

function read(chunks: Uint8Array[]): Promise<ServerSentEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      chunks.forEach((chunk) => controller.enqueue(chunk));
      controller.close();
    },
  });
  return Array.fromAsync(readEvents(body));
}

test('however the bytes are cut and lines end, the same events come out', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'ü', ':', ' ', '😀'), minLength: 1, maxLength: 6 });
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const cuts = fc.array(fc.nat(7), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(line, { minLength: 1 })), end, cuts, async (events, newline, sizes) => {
      const text = events.map((lines, id) =>
        [`id: ${id}`, ...lines.map((data) => `data: ${data}`), '', ''].join(newline),
      );
      // A lone \r is an end of line only when the next byte is known.
      const bytes = new TextEncoder().encode(`${text.join('')}: end\n`);
      const chunks: Uint8Array[] = [];
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = 1 + (sizes[turn % sizes.length] ?? 0);
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      const expected = events.map((lines, id) => ({ id: String(id), event: 'message', data: lines.join('\n') }));
      assert.deepEqual(await read(chunks), expected);
    }),
  );
});
