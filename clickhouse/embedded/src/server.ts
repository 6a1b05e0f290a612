import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '@ja4-platform/common';
import { authenticate } from './auth.js';
import { BodyBudget } from './body.js';
import type { Engine } from './engine.js';
import { ClickHouseException } from './exception.js';
import { plan } from './request.js';
import { Answer, nothing } from './answer.js';

export interface ServerOptions {
  engine: Engine;
  password: string;
  log: Logger;
  /** Bytes of one request body after decompression, and of all of them together. */
  maxBodyBytes: number;
  maxBodyBytesTotal: number;
}

/** ClickHouse's HTTP interface over the engine; the caller listens and closes. */
export function createHttpServer(options: ServerOptions): Server {
  const bodies = new BodyBudget(options.maxBodyBytes, options.maxBodyBytesTotal);
  const server = createServer({ maxHeaderSize: 1 << 20, keepAliveTimeout: 30_000 }, (request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
    if (!url) response.writeHead(400).end('The request target is no URL\n');
    else if (url.pathname === '/ping') response.setHeader('Content-Type', 'text/plain; charset=UTF-8').end('Ok.\n');
    else if (url.pathname === '/')
      query(options, bodies, request, response, url.searchParams).catch((error: unknown) => {
        options.log.error({ err: error }, 'answer failed');
        response.destroy();
      });
    else response.writeHead(404).end(`There is no handle ${url.pathname}\n`);
  });
  server.maxConnections = 512;
  return server;
}

async function query(
  { engine, password, log }: ServerOptions,
  bodies: BodyBudget,
  request: IncomingMessage,
  response: ServerResponse,
  url: URLSearchParams,
): Promise<void> {
  const queryId = queryIdOf(url);
  const answer = new Answer(response, queryId, engine.timezone);
  // From the start: a reader may leave while its request is still being read.
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  let held = 0;
  try {
    authenticate(request.headers, url, password);
    const body = await bodies.read(request);
    held = body.length;
    const method = request.method ?? 'GET';
    const { job, format, reads } = plan({ method, headers: request.headers, url, body });
    answer.prepare(format, url.get('enable_http_compression') === '1' && accepts(request, 'gzip'));
    const output = engine.execute(job, reads ? gone.signal : undefined);
    // A reader that leaves ends the loop over the output, not the output.
    await answer.send(output, job.stream).finally(() => output.return(nothing));
  } catch (error) {
    if (!(error instanceof ClickHouseException)) log.error({ err: error, query_id: queryId }, 'request failed');
    const exception =
      error instanceof ClickHouseException ? error : ClickHouseException.of(1002, 'UNKNOWN_EXCEPTION', String(error));
    log.debug({ query_id: queryId, code: exception.code }, exception.message);
    answer.fail(exception, engine.version);
  } finally {
    bodies.release(held);
  }
}

/** The id a query was given, or one of our own where none was given that may stand in a header. */
function queryIdOf(url: URLSearchParams): string {
  const id = url.get('query_id') ?? '';
  return /^[!-~]{1,128}$/.test(id) ? id : randomUUID();
}

function accepts(request: IncomingMessage, coding: string): boolean {
  return (request.headers['accept-encoding'] ?? '').split(',').some((entry) => entry.trim().split(';')[0] === coding);
}
