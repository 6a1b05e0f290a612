import { createHash } from 'node:crypto';
import type { Actor, Step } from './actor.js';
import type { Client } from './client.js';
import { goHttp } from './programs.js';

const server = { dst_ip: '192.0.2.10', dst_port: 443 };
/** A connection that nobody uses for so long is closed. */
const idleMs = 60_000;

interface Connection {
  readonly id: string;
  readonly client: Client;
  readonly port: number;
  requests: number;
  usedAt: number;
}

/** What a sensor would send of the requests of an hour: lines of NDJSON for the API. */
export interface EventLines {
  readonly http: string[];
  readonly tls: string[];
}

/** Puts requests on connections, as an actor's program opens them, and writes what the server sees. */
export class EventWriter {
  readonly #connections = new Map<Actor, Connection>();
  #count = 0;

  /** @param name what connections are called by, so that those of two writers differ */
  constructor(private readonly name: string) {}

  /** The lines of an actor's requests, which must be in order of time. */
  write(actor: Actor, steps: readonly Step[], lines: EventLines): void {
    for (const step of steps) {
      const client = step.client ?? actor.client;
      const connection = this.#connection(actor, client, step.time, lines);
      connection.requests++;
      connection.usedAt = step.time;
      lines.http.push(requestLine(actor, client, step, connection));
    }
  }

  #connection(actor: Actor, client: Client, time: number, lines: EventLines): Connection {
    const known = this.#connections.get(actor);
    const isOpen = known?.client === client && known.requests < client.requestsPerConnection;
    if (isOpen && time - known.usedAt < idleMs) return known;
    const number = ++this.#count;
    const port = 1024 + (number % 64_000);
    const opened = { id: `${this.name}-${number}`, client, port, requests: 0, usedAt: time };
    this.#connections.set(actor, opened);
    lines.tls.push(handshakeLine(actor, opened, known?.client === client, time));
    return opened;
  }
}

function handshakeLine(actor: Actor, { id, port, client }: Connection, isResumed: boolean, time: number): string {
  const { random, site } = actor;
  // A proxy speaks for the client: the handshake is its own.
  const { ja4, alpn, stack } = actor.proxy ? goHttp('proxy') : client;
  const hello = isResumed ? random.one(ja4) : ja4[0];
  return JSON.stringify({
    time: new Date(time - 30).toISOString(),
    conn_id: id,
    src_ip: actor.proxy ?? actor.ip,
    src_port: port,
    ...server,
    transport: 't',
    hello_hash: createHash('sha256').update(id).digest('hex').slice(0, 16),
    ja4: hello,
    // The same for fresh and resumed handshakes, as its real form is.
    ja4_stable: ja4[0],
    tls_version: '1.3',
    tls_sni: site.host,
    tls_alpn: alpn,
    ip_meta_ttl: stack.ttl,
    ip_meta_df: true,
    tcp_meta_window_size: stack.window,
    tcp_meta_mss: 1460,
    tcp_meta_window_scale: stack.scale,
    tcp_meta_options: stack.options,
    syn_to_clienthello_ms: Math.round(random.lognormal(35, 0.7) * 100) / 100,
    segments: 1,
    source: 'module',
  });
}

function requestLine(actor: Actor, client: Client, step: Step, connection: Connection): string {
  const { host } = actor.site;
  const { status, bytes } = step.answer ?? actor.site.answer(step.path);
  const { h2 } = client;
  return JSON.stringify({
    time: new Date(step.time).toISOString(),
    req_id: `${connection.id}-${connection.requests}`,
    conn_id: connection.id,
    conn_seq: connection.requests,
    scheme: 'https',
    src_ip: actor.proxy ?? actor.ip,
    src_port: connection.port,
    client_ip: actor.ip,
    ...server,
    method: step.method,
    host,
    path: step.path,
    query: step.query ?? '',
    http_version: client.httpVersion,
    status,
    bytes_in: step.method === 'POST' ? 60 : 0,
    bytes_out: step.method === 'HEAD' ? 0 : bytes,
    duration_us: Math.round(actor.random.lognormal(step.asked === 'asset' ? 400 : 9000, 0.6)),
    headers: [...client.headers(step.asked, step.referer), ['Host', host]],
    ssl_protocol: 'TLSv1.3',
    ssl_cipher: 'TLS_AES_128_GCM_SHA256',
    ...(h2 && {
      h2_fingerprint: `${h2.settings}|${h2.windowUpdate}|0|${h2.pseudoOrder}`,
      h2_settings: h2.settings,
      h2_window_update: h2.windowUpdate,
      h2_pseudo_order: h2.pseudoOrder,
    }),
  });
}
