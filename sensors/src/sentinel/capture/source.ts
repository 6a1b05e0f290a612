import { createReadStream } from 'node:fs';
import { pipeline, type Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';

const chunkBytes = 1024 * 1024;

/** What a file begins with when it is compressed: RFC 1952 section 2.3.1, RFC 8878 section 3.1.1. */
const compressions: readonly [magic: Buffer, decompress: () => Transform][] = [
  [Buffer.from([0x1f, 0x8b]), () => zlib.createGunzip({ chunkSize: chunkBytes })],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), () => zlib.createZstdDecompress({ chunkSize: chunkBytes })],
];
const longestMagic = 4;

/**
 * The bytes of a file, of standard input for `-`, inflated where they are gzip or zstd.
 *
 * @param onRead receives the number of bytes of each piece read, before it is inflated.
 * @throws the errors of the file system and of zlib while it is read.
 */
export async function* readChunks(path: string, onRead?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const input: Readable = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: chunkBytes });
  const chunks = input[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  const next = async (): Promise<Buffer | undefined> => {
    const { value } = await chunks.next();
    if (value) onRead?.(value.length);
    return value;
  };
  let head = Buffer.alloc(0);
  while (head.length < longestMagic) {
    const value = await next();
    if (!value) break;
    head = Buffer.concat([head, value]);
  }
  const plain = continueFrom(head, next);
  const [, decompress] = compressions.find(([magic]) => head.subarray(0, magic.length).equals(magic)) ?? [];
  if (!decompress) {
    yield* plain;
    return;
  }
  const inflated = decompress();
  // The error reaches the reader of `inflated`.
  pipeline(plain, inflated, () => {});
  yield* inflated;
}

async function* continueFrom(head: Buffer, next: () => Promise<Buffer | undefined>): AsyncGenerator<Buffer> {
  if (head.length) yield head;
  for (let value = await next(); value; value = await next()) yield value;
}
