import { clientHelloRecord } from './client-hello.js';
import { handshakePackets, pcapHeader, type Endpoint } from './pcap-writer.js';

export interface TrafficOptions {
  readonly connections: number;
  readonly requestsPerConnection: number;
  /** Milliseconds since 1970 of the first handshake. */
  readonly startMs: number;
  /** Milliseconds over which the connections begin. */
  readonly spanMs: number;
  /** Told apart in req_id, so that two runs on one store do not count each other's. */
  readonly run: string;
}

/** What a sensor would have seen: a capture with the handshakes, and one request a line. */
export interface Traffic {
  readonly pcap: Buffer;
  readonly requests: string[];
}

export const server: Endpoint = { ip: '192.0.2.10', port: 443 };
export const hosts = ['shop.example', 'www.example', 'api.example'];
const userAgents = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  'curl/8.14.1',
];

/** Returns connections that each begin with a handshake and carry keep-alive requests. No two share a 4-tuple. */
export function makeTraffic(options: TrafficOptions): Traffic {
  const packets: Buffer[] = [pcapHeader()];
  const requests: string[] = [];
  for (let connection = 0; connection < options.connections; connection++) {
    const startMs = options.startMs + Math.floor((connection * options.spanMs) / options.connections);
    const client = clientOf(connection);
    const host = hosts[connection % hosts.length] ?? '';
    packets.push(...handshakePackets(client, server, startMs * 1000, clientHelloRecord(connection, host)));
    for (let sequence = 1; sequence <= options.requestsPerConnection; sequence++) {
      requests.push(requestLine(options.run, connection, sequence, client, host, startMs + 10 * sequence));
    }
  }
  return { pcap: Buffer.concat(packets), requests };
}

/** 10,000 addresses in the range for benchmarks (RFC 2544), a port for each of their connections. */
export function clientOf(connection: number): Endpoint {
  const address = connection % 10_000;
  const ip = `198.18.${Math.floor(address / 250)}.${(address % 250) + 1}`;
  return { ip, port: 10_000 + Math.floor(connection / 10_000) };
}

/** Returns one HTTP event as a line of NDJSON without its end. */
export function requestLine(
  run: string,
  connection: number,
  sequence: number,
  client: Endpoint,
  host: string,
  timeMs: number,
): string {
  const path = sequence === 1 ? '/' : `/products/${(connection * 7 + sequence) % 3000}`;
  return JSON.stringify({
    time: new Date(timeMs).toISOString(),
    req_id: `${run}-${connection}-${sequence}`,
    conn_id: '',
    conn_seq: sequence,
    scheme: 'https',
    src_ip: client.ip,
    src_port: client.port,
    client_ip: client.ip,
    dst_ip: server.ip,
    dst_port: server.port,
    method: 'GET',
    host,
    path,
    query: '',
    http_version: '1.1',
    status: connection % 50 === 0 ? 404 : 200,
    bytes_in: 420,
    bytes_out: 1000 + ((connection * 31) % 9000),
    duration_us: 800 + ((connection * 17) % 5000),
    headers: [
      ['Host', host],
      ['User-Agent', userAgents[connection % userAgents.length]],
      ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
      ['Accept-Language', 'en-US,en;q=0.5'],
      ['Accept-Encoding', 'gzip, deflate, br, zstd'],
      ['Referer', `https://${host}/`],
      ['Connection', 'keep-alive'],
    ],
    ssl_protocol: 'TLSv1.3',
    ssl_cipher: 'TLS_AES_128_GCM_SHA256',
    h2_fingerprint: '',
    h2_settings: '',
    h2_window_update: null,
    h2_priority: '',
    h2_pseudo_order: '',
  });
}
