import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { ClickHouseException } from './exception.js';

/** Bytes of request bodies that may be in memory at once, over all requests. */
export class BodyBudget {
  #used = 0;

  constructor(
    private readonly perRequest: number,
    private readonly total: number,
  ) {}

  get used(): number {
    return this.#used;
  }

  /**
   * Reads a body, inflated when its Content-Encoding is gzip. The caller releases `length` bytes when it is done.
   *
   * @throws ClickHouseException 229 when it is larger than one may be, 202 when all of them together are, 354 when it
   * does not inflate, 48 for any other encoding
   */
  async read(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of inflated(request)) {
        size += chunk.length;
        this.#used += chunk.length;
        if (size > this.perRequest) {
          throw ClickHouseException.of(
            229,
            'QUERY_IS_TOO_LARGE',
            `Request body is larger than ${this.perRequest} bytes after decompression`,
          );
        }
        if (this.#used > this.total) {
          throw ClickHouseException.of(
            202,
            'TOO_MANY_SIMULTANEOUS_QUERIES',
            `Too many simultaneous queries. Their bodies are larger than ${this.total} bytes together`,
          );
        }
        chunks.push(chunk);
      }
    } catch (error) {
      this.release(size);
      if (error instanceof ClickHouseException) throw error;
      throw ClickHouseException.of(354, 'ZLIB_INFLATE_FAILED', `Cannot read request body: ${(error as Error).message}`);
    }
    const body = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      body.set(chunk, at);
      at += chunk.length;
    }
    return body;
  }

  release(size: number): void {
    this.#used -= size;
  }
}

function inflated(request: IncomingMessage): AsyncIterable<Buffer> {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return request;
  if (encoding !== 'gzip') {
    throw ClickHouseException.of(
      48,
      'NOT_IMPLEMENTED',
      `Unknown compression method: ${encoding}. Only gzip is supported`,
    );
  }
  const gunzip = createGunzip();
  request.on('error', (error) => gunzip.destroy(error));
  return request.pipe(gunzip);
}
