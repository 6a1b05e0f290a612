import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { Problem } from '../http/problem.js';

/** Of a body, after decompression: one batch must stay one block of ClickHouse. */
const maxBodyBytes = 32 * 1024 * 1024;
const readLimitMs = 60_000;

const decoders: Record<string, () => Transform> = {
  identity: () => new PassThrough(),
  gzip: () => createGunzip(),
  zstd: () => createZstdDecompress(),
};

/**
 * Returns the NDJSON bytes of a request, inflated. Never holds more than {@link maxBodyBytes}, whatever the body claims.
 *
 * @throws Problem unsupported-media-type, payload-too-large, or bad-request (empty, truncated, too slow)
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-ndjson' && type !== 'application/ndjson') {
    throw new Problem('unsupported-media-type', 'Send application/x-ndjson: one JSON object a line.');
  }
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() || 'identity';
  const decoder = decoders[encoding]?.();
  if (!decoder) throw new Problem('unsupported-media-type', 'The Content-Encoding is not gzip, zstd or identity.');
  if (Number(request.headers['content-length']) > maxBodyBytes) throw tooLarge();
  const body = await inflate(request, decoder, encoding);
  if (body.length === 0) throw new Problem('bad-request', 'The body is empty: send at least one line.');
  return body;
}

async function inflate(request: IncomingMessage, decoder: Transform, encoding: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const signal = AbortSignal.timeout(readLimitMs);
  try {
    await pipeline(
      request,
      decoder,
      async (source: AsyncIterable<Buffer>) => {
        for await (const chunk of source) {
          length += chunk.length;
          if (length > maxBodyBytes) throw tooLarge();
          chunks.push(chunk);
        }
      },
      { signal, end: true },
    );
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    if (signal.aborted) throw new Problem('bad-request', 'The body did not arrive within 60 s.', { cause });
    throw new Problem('bad-request', `The body is cut off or is not ${encoding}.`, { cause });
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
}

function tooLarge(): Problem {
  const limit = `${maxBodyBytes / 1024 / 1024} MiB`;
  return new Problem('payload-too-large', `A batch is at most ${limit} after decompression: send smaller ones.`);
}
