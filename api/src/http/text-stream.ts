import { Readable } from 'node:stream';
import type { Logger } from '@ja4-platform/common';
import type { AuthenticatedRequest } from './caller.js';
import { Problem } from './problem.js';

const chunkCharacters = 1 << 16;

/** How an answer ended: `left` when the client went away before its end. */
export type TextStreamEnd = 'complete' | 'failed' | 'stalled' | 'left';

interface TextStreamOptions {
  /** A client that takes nothing for this long is disconnected; a minute when absent. */
  readonly stalledMs?: number;
  /** Called once, whatever happens. */
  readonly ended?: (how: TextStreamEnd) => void;
}

/**
 * Returns a body of any size that is written as it is read: in flat memory, no faster than the client takes it. What fails
 * before the first piece is thrown, to be a problem like any other; what fails later is logged and the connection is cut, so
 * that half an answer is never taken for a whole one.
 */
export async function textStream(
  { res: response, requestId }: AuthenticatedRequest,
  pieces: AsyncIterable<string>,
  logger: Logger,
  { stalledMs = 60_000, ended = () => undefined }: TextStreamOptions = {},
): Promise<Readable> {
  if (!response) throw new Error('the request has no response');
  let how: TextStreamEnd = 'left';
  async function* watched(): AsyncGenerator<string, void> {
    for await (const chunk of inChunks(pieces)) {
      const stalled = setTimeout(() => {
        how = 'stalled';
        response!.destroy();
      }, stalledMs);
      try {
        yield chunk;
      } finally {
        clearTimeout(stalled);
      }
    }
    how = 'complete';
  }
  const body = Readable.from(watched(), { objectMode: false });
  body.once('error', () => (how = 'failed'));
  body.once('close', () => ended(how));
  response.once('close', () => body.destroy());
  // Who left while the caller was looked up has closed already, which is not said again.
  if (response.closed) body.destroy();
  await new Promise<void>((resolve, reject) => {
    body.once('readable', resolve).once('close', resolve).once('error', reject);
  });
  body.once('error', (error) => {
    // Somebody took the key away or signed out: that is how it should be.
    const isExpected = error instanceof Problem && error.code === 'unauthorized';
    logger[isExpected ? 'info' : 'error']({ err: error, requestId }, 'an answer broke off');
    response.destroy();
  });
  return body;
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
