import createFetch from 'openapi-fetch';
import type { Route } from './operations.js';
import { ConnectionError, problemOf } from './problem.js';

/** Where the API is and who is calling. */
export interface TransportOptions {
  /** Root of the API, like `https://ja4.example`; in a browser an empty string means the page's own origin. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer`, to CrowdSec's routes as `X-Api-Key`. Without one a browser's session cookie speaks. */
  readonly apiKey?: string | undefined;
  /** In place of the platform's own. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** How long one attempt may take, until its answer is read; a stream, until it begins. 30 s when absent. */
  readonly timeoutMs?: number | undefined;
}

/** The parts of one HTTP request. */
export interface Call {
  readonly parameters: { path: Record<string, unknown>; query: Record<string, unknown> };
  readonly headers: Record<string, string>;
  readonly body: unknown;
  readonly signal: AbortSignal | undefined;
}

/** Sends one attempt and returns what `read` makes of its answer. Throws ProblemError or ConnectionError. */
export type Send = <T>(route: Route, call: Call, read: (response: Response) => T | Promise<T>) => Promise<T>;

/** Returns what sends the calls of one client. */
export function createTransport({ baseUrl, apiKey, fetch, timeoutMs = 30_000 }: TransportOptions): Send {
  const http = createFetch<Record<string, Record<string, never>>>({
    baseUrl,
    ...(fetch ? { fetch } : {}),
  });

  return async (route, { parameters, headers, body, signal }, read) => {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(new ConnectionError(`No answer in ${timeoutMs} ms`)), timeoutMs);
    const init = {
      params: parameters,
      headers: {
        ...(apiKey === undefined ? {} : credentialOf(route, apiKey)),
        ...(isRaw(body) ? { 'content-type': mediaTypeOf(route) } : {}),
        ...headers,
      },
      body,
      bodySerializer: (value: unknown) => (isRaw(value) ? value : JSON.stringify(value)),
      parseAs: 'stream',
      signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
    };
    try {
      const { response, error } = await http.request(
        route.method.toLowerCase() as 'get',
        route.path as never,
        init as never,
      );
      if (!response.ok) throw problemOf(response, error);
      return await read(response);
    } catch (error) {
      throw reasonOf(error, signal);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Under CrowdSec's own prefix the API reads the header of its bouncers, and no other. */
function credentialOf({ path }: Route, apiKey: string): Record<string, string> {
  return path.startsWith('/crowdsec/') ? { 'x-api-key': apiKey } : { authorization: `Bearer ${apiKey}` };
}

/** Bodies that are no JSON: lines of events, or a file. */
function mediaTypeOf({ path }: Route): string {
  return path.startsWith('/v1/events/') ? 'application/x-ndjson' : 'application/octet-stream';
}

function isRaw(body: unknown): boolean {
  return typeof body === 'string' || body instanceof Uint8Array;
}

/** What fetch throws when no answer came, or only a part of it, is a TypeError, whatever happened. */
function reasonOf(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted || !(error instanceof TypeError)) return error;
  return new ConnectionError('The API cannot be reached', { cause: error });
}
