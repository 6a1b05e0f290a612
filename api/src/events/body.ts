import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { Problem } from '../http/problem.js';
import type { ReusedBuffer } from './workspace.js';

/** Of a body, after decompression: one batch must stay one block of ClickHouse. */
const maxBodyBytes = 32 * 1024 * 1024;
const readLimitMs = 60_000;

const decoders: Record<string, () => Transform | undefined> = {
  identity: () => undefined,
  gzip: () => createGunzip(),
  zstd: () => createZstdDecompress(),
};

/**
 * Reads the NDJSON bytes of a request, inflated, into `target`. Never holds more than {@link maxBodyBytes}, whatever the
 * body claims.
 *
 * @returns the bytes of `target`
 * @throws Problem unsupported-media-type, payload-too-large, or bad-request (empty, truncated, too slow)
 */
export async function readBody(request: IncomingMessage, target: ReusedBuffer): Promise<Buffer> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-ndjson' && type !== 'application/ndjson') {
    throw new Problem('unsupported-media-type', 'Send application/x-ndjson: one JSON object a line.');
  }
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() || 'identity';
  const decoder = decoders[encoding];
  if (!decoder) throw new Problem('unsupported-media-type', 'The Content-Encoding is not gzip, zstd or identity.');
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBodyBytes) throw tooLarge();
  target.reset(announced);
  await inflate(request, decoder(), encoding, target);
  if (target.bytes.length === 0) throw new Problem('bad-request', 'The body is empty: send at least one line.');
  return target.bytes;
}

async function inflate(
  request: IncomingMessage,
  decoder: Transform | undefined,
  encoding: string,
  target: ReusedBuffer,
): Promise<void> {
  const signal = AbortSignal.timeout(readLimitMs);
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    let length = 0;
    for await (const chunk of source) {
      length += chunk.length;
      if (length > maxBodyBytes) throw tooLarge();
      target.append(chunk);
    }
  };
  try {
    await (decoder ? pipeline(request, decoder, collect, { signal }) : pipeline(request, collect, { signal }));
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    if (signal.aborted) throw new Problem('bad-request', 'The body did not arrive within 60 s.', { cause });
    throw new Problem('bad-request', `The body is cut off or is not ${encoding}.`, { cause });
  }
}

function tooLarge(): Problem {
  const limit = `${maxBodyBytes / 1024 / 1024} MiB`;
  return new Problem('payload-too-large', `A batch is at most ${limit} after decompression: send smaller ones.`);
}
