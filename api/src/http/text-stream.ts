import { Readable } from 'node:stream';

const chunkCharacters = 1 << 16;

/**
 * Returns a body of any size that is written as it is read: in flat memory, no faster than the client takes it. What fails
 * before the first piece is a problem like any other; after it the connection is cut, so that half an answer is never
 * taken for a whole one.
 */
export async function textStream(pieces: AsyncIterable<string>): Promise<Readable> {
  const chunks = inChunks(pieces);
  const first = await chunks.next();
  async function* all(): AsyncGenerator<string> {
    if (!first.done) yield first.value;
    yield* chunks;
  }
  return Readable.from(all(), { objectMode: false });
}

async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<string, void> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkCharacters) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk) yield chunk;
}
