import { open } from 'node:fs/promises';
import { pipeline, type Transform } from 'node:stream';
import zlib from 'node:zlib';

const chunkBytes = 1024 * 1024;

/** What a file begins with when it is compressed: RFC 1952 section 2.3.1, RFC 8878 section 3.1.1. */
const compressions: readonly [magic: Buffer, decompress: () => Transform][] = [
  [Buffer.from([0x1f, 0x8b]), () => zlib.createGunzip({ chunkSize: chunkBytes })],
  [Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), () => zlib.createZstdDecompress({ chunkSize: chunkBytes })],
];
const longestMagic = 4;

/**
 * The bytes of a file, of standard input for `-`, inflated where they are gzip or zstd. A piece is valid until the next
 * one is asked for: one buffer serves the whole file.
 *
 * @param onRead receives the number of bytes of each piece read, before it is inflated.
 * @throws the errors of the file system and of zlib while it is read.
 */
export async function* readChunks(path: string, onRead?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const chunks = path === '-' ? (process.stdin as AsyncIterable<Buffer>)[Symbol.asyncIterator]() : fileChunks(path);
  const next = async (): Promise<Buffer | undefined> => {
    const { value } = (await chunks.next()) as { value: Buffer | undefined };
    if (value) onRead?.(value.length);
    return value;
  };
  try {
    let head = Buffer.alloc(0);
    while (head.length < longestMagic) {
      const value = await next();
      if (!value) break;
      head = Buffer.concat([head, value]);
    }
    const [, decompress] = compressions.find(([magic]) => head.subarray(0, magic.length).equals(magic)) ?? [];
    if (decompress) yield* inflatedBy(decompress(), continueFrom(head, next));
    else yield* continueFrom(head, next);
  } finally {
    await chunks.return?.();
  }
}

async function* inflatedBy(inflate: Transform, chunks: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  async function* kept(): AsyncGenerator<Buffer> {
    // What waits to be inflated has to stay as it is.
    for await (const chunk of chunks) yield Buffer.from(chunk);
  }
  // The error reaches the reader of what is inflated.
  pipeline(kept, inflate, () => {});
  yield* inflate;
}

async function* continueFrom(head: Buffer, next: () => Promise<Buffer | undefined>): AsyncGenerator<Buffer> {
  if (head.length) yield head;
  for (let value = await next(); value; value = await next()) yield value;
}

async function* fileChunks(path: string): AsyncGenerator<Buffer, undefined> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(chunkBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
