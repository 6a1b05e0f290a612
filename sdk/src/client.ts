import { List, type Page } from './list.js';
import { routeOf, routes, type OperationId, type Route } from './operations.js';
import { retrying, wait, type RetryPolicy } from './retry.js';
import { follow } from './stream.js';
import { createTransport, type Call, type Send, type TransportOptions } from './transport.js';
import type { Operations, StreamOptions, WriteOptions } from './types.js';

export interface ClientOptions extends TransportOptions {
  /** How often a call that is safe to repeat (a read, or a write with an idempotency key) is tried again. 4 when absent. */
  readonly retries?: number | undefined;
}

/** The API, one method for each operation. */
export interface Client extends Operations {
  /** Returns the ETag that something this client returned had, for `ifMatch`; undefined when the answer had none. */
  etag(value: object): string | undefined;
}

/** Any operation's arguments, as they are at run time. */
type AnyArguments = WriteOptions & StreamOptions & { body?: unknown; [parameter: string]: unknown };

/**
 * Returns a client of one API and one caller.
 *
 * @example
 * const client = createClient({ baseUrl: 'https://ja4.example', apiKey });
 * for await (const detection of client.detections.list({ level: ['critical'] })) console.log(detection.reasons);
 */
export function createClient({ retries = 4, ...options }: ClientOptions): Client {
  if (options.baseUrl !== '' && !URL.canParse(options.baseUrl)) {
    throw new TypeError(`baseUrl is no URL: ${options.baseUrl}`);
  }
  const send = createTransport(options);
  const etags = new WeakMap<object, string>();
  const client: Record<string, unknown> = { etag: (value: object) => etags.get(value) };
  for (const id of Object.keys(routes) as OperationId[]) {
    const [feature, name] = id.split('.') as [string, string];
    const methods = (client[feature] ??= {}) as Record<string, unknown>;
    methods[name] = createMethod(routeOf(id), send, { retries, wait }, etags);
  }
  return client as unknown as Client;
}

function createMethod(route: Route, send: Send, policy: RetryPolicy, etags: WeakMap<object, string>) {
  const fetchJson = (args: AnyArguments): Promise<unknown> => {
    const isRepeatable = route.method === 'GET' || args.idempotencyKey !== undefined;
    const attempt = (): Promise<unknown> => send(route, callOf(route, args), (response) => readJson(response, etags));
    return isRepeatable ? retrying(attempt, policy, args.signal) : attempt();
  };
  if (route.kind === 'stream') {
    return (args: AnyArguments = {}) =>
      follow((lastEventId) => send(route, callOf(route, { ...args, lastEventId }), bodyOf), args, policy);
  }
  if (route.kind === 'download') {
    return (args: AnyArguments = {}) => retrying(() => send(route, callOf(route, args), bodyOf), policy, args.signal);
  }
  if (route.kind === 'list') {
    return (args: AnyArguments = {}) =>
      new List((cursor) => fetchJson(cursor === undefined ? args : { ...args, cursor }) as Promise<Page<unknown>>);
  }
  return (args: AnyArguments = {}) => fetchJson(args);
}

/** Sorts the arguments of a call: what the path names, options, the body, and the rest is the query. */
function callOf(route: Route, args: AnyArguments): Call {
  const { signal, idempotencyKey, ifMatch, encoding, lastEventId, onState: _onState, body, ...parameters } = args;
  const isInPath = ([name]: [string, unknown]): boolean => route.path.includes(`{${name}}`);
  const entries = Object.entries(parameters);
  const headers = {
    'idempotency-key': idempotencyKey,
    'if-match': ifMatch,
    'content-encoding': encoding,
    'last-event-id': lastEventId,
  };
  return {
    parameters: {
      path: Object.fromEntries(entries.filter(isInPath)),
      query: Object.fromEntries(entries.filter((entry) => !isInPath(entry))),
    },
    headers: Object.fromEntries(
      Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined),
    ),
    body,
    signal,
  };
}

async function readJson(response: Response, etags: WeakMap<object, string>): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  // Block lists and exports are text, of one line each.
  if (!/[/+]json\b/.test(response.headers.get('content-type') ?? 'application/json')) return text;
  const value = JSON.parse(text) as unknown;
  const etag = response.headers.get('etag');
  if (etag !== null && typeof value === 'object' && value !== null) etags.set(value, etag);
  return value;
}

function bodyOf(response: Response): ReadableStream<Uint8Array> {
  if (!response.body) throw new TypeError('the answer has no body');
  return response.body;
}
