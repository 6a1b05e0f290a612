import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

const chunkBytes = 1024 * 1024;

/**
 * The bytes of a file, of standard input for `-`, inflated where they are gzip (RFC 1952).
 *
 * @throws the errors of the file system and of zlib while it is read.
 */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const input: Readable = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: chunkBytes });
  const chunks = input[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const { value, done } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  const plain = continueFrom(head, chunks);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* plain;
    return;
  }
  const inflated = createGunzip({ chunkSize: chunkBytes });
  // The error reaches the reader of `inflated`.
  pipeline(plain, inflated, () => {});
  yield* inflated;
}

async function* continueFrom(head: Buffer, rest: AsyncIterator<Buffer, undefined>): AsyncGenerator<Buffer> {
  if (head.length) yield head;
  for (;;) {
    const { value, done } = await rest.next();
    if (done) return;
    yield value;
  }
}
