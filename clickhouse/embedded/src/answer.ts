import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { constants, createGzip, type Gzip } from 'node:zlib';
import { ClickHouseException, httpStatus } from './exception.js';
import type { Finished } from './lane.js';
import { contentType } from './statement.js';

/** The summary of a query that is not known yet. */
export const nothing: Finished = {
  readRows: 0,
  writtenRows: 0,
  writtenBytes: 0,
  resultRows: 0,
  resultBytes: 0,
  elapsedNs: 0,
};

/** One answer of the HTTP interface: headers, output and, when it comes to that, the exception. */
export class Answer {
  readonly #tag = randomBytes(12).toString('base64url').slice(0, 16);
  #gzip: Gzip | undefined;

  constructor(
    private readonly response: ServerResponse,
    queryId: string,
    timezone: string,
  ) {
    response.setHeader('X-ClickHouse-Server-Display-Name', 'ja4-platform embedded');
    response.setHeader('X-ClickHouse-Query-Id', queryId);
    response.setHeader('X-ClickHouse-Timezone', timezone);
    response.setHeader('X-ClickHouse-Exception-Tag', this.#tag);
  }

  prepare(format: string, gzip: boolean): void {
    this.response.setHeader('Content-Type', contentType(format));
    this.response.setHeader('X-ClickHouse-Format', format);
    if (!gzip) return;
    this.response.setHeader('Content-Encoding', 'gzip');
    this.#gzip = createGzip({ level: constants.Z_BEST_SPEED });
    this.#gzip.pipe(this.response);
  }

  /**
   * Sends the output of a query. A streamed one starts with its first piece and its summary is empty, as a server's is
   * at that moment; any other is awaited, so that its summary is complete and its errors have a status.
   */
  async send(output: AsyncGenerator<Uint8Array, Finished>, streamed: boolean): Promise<void> {
    let next = await output.next();
    if (streamed) {
      this.#summarize(next.done ? next.value : nothing);
      for (; !next.done; next = await output.next()) await this.#write(next.value);
      return this.#end();
    }
    const pieces: Uint8Array[] = [];
    for (; !next.done; next = await output.next()) pieces.push(next.value);
    this.#summarize(next.value);
    for (const piece of pieces) await this.#write(piece);
    this.#end();
  }

  #summarize(finished: Finished): void {
    const summary = {
      read_rows: String(finished.readRows),
      read_bytes: '0',
      written_rows: String(finished.writtenRows),
      written_bytes: String(finished.writtenBytes),
      total_rows_to_read: '0',
      result_rows: String(finished.resultRows),
      result_bytes: String(finished.resultBytes),
      elapsed_ns: String(finished.elapsedNs),
    };
    this.response.setHeader('X-ClickHouse-Summary', JSON.stringify(summary));
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const target: Writable = this.#gzip ?? this.response;
    const open = target.write(bytes);
    this.#gzip?.flush(constants.Z_SYNC_FLUSH);
    if (!open && !this.response.destroyed) {
      const written = new AbortController();
      const { signal } = written;
      await Promise.race([once(target, 'drain', { signal }), once(this.response, 'close', { signal })]);
      written.abort();
    }
    if (this.response.destroyed) throw ClickHouseException.of(210, 'NETWORK_ERROR', 'The client closed the connection');
  }

  #end(): void {
    (this.#gzip ?? this.response).end();
  }

  /**
   * Answers with an exception: its status and text when nothing was sent yet, else the block that ClickHouse appends
   * to the output since 25.11, on a connection then closed so that no reader takes the output for complete.
   */
  fail(exception: ClickHouseException, version: string): void {
    const text = `${exception.message} (version ${version})\n`;
    const { response } = this;
    if (!response.headersSent) {
      this.#gzip?.unpipe(response);
      response.removeHeader('Content-Encoding');
      response.statusCode = httpStatus(exception.code);
      response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
      response.setHeader('X-ClickHouse-Exception-Code', exception.code);
      response.end(text);
      return;
    }
    const tag = this.#tag;
    const trailer = `\r\n__exception__\r\n${tag}\r\n${text}${Buffer.byteLength(text)} ${tag}\r\n__exception__\r\n`;
    if (this.#gzip) {
      this.#gzip.write(trailer);
      this.#gzip.flush(constants.Z_SYNC_FLUSH, () => response.socket?.destroySoon());
    } else response.write(trailer, () => response.socket?.destroySoon());
  }
}
