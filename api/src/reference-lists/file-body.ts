import type { IncomingMessage } from 'node:http';
import { Problem } from '../http/problem.js';

/** Above the largest file that publishers have for nothing; inflated it may be larger. */
const maxBodyBytes = 64 * 1024 * 1024;
const readLimitMs = 120_000;

/**
 * Returns the bytes of a body that is a file.
 * @throws Problem unsupported-media-type, payload-too-large, or bad-request (empty, cut off, too slow)
 */
export async function readFileBody(request: IncomingMessage): Promise<Buffer> {
  if (request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/octet-stream') {
    throw new Problem('unsupported-media-type', 'Send the file as application/octet-stream.');
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge();
  const limit = setTimeout(() => request.destroy(), readLimitMs);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBodyBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof Problem ? cause : new Problem('bad-request', 'The body is cut off.', { cause });
  } finally {
    clearTimeout(limit);
  }
  if (length === 0) throw new Problem('bad-request', 'The body is empty: send the file.');
  return Buffer.concat(chunks);
}

function tooLarge(): Problem {
  return new Problem(
    'payload-too-large',
    `A file is at most ${maxBodyBytes / 1024 / 1024} MiB: compress it with gzip.`,
  );
}
