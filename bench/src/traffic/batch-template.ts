import { clientOf, hosts, requestLine, server } from './traffic.js';

const run = 'b000000';
const port = '"src_port":10000';
const time = '2026-01-01T00:00:00.000Z';
const requestsPerConnection = 4;

/** One batch of requests, as NDJSON. */
export interface Batch {
  readonly http: Buffer;
  /** The req_id of its last request. */
  readonly lastRequestId: string;
}

/**
 * Makes batches so cheaply that the bench does not compete with what it measures: one batch is written once, then
 * copied with another time, batch number and source port in each line. At most 50,000 batches differ.
 */
export class BatchTemplate {
  private readonly http: Template;
  private readonly tls: Template;

  constructor(private readonly requests: number) {
    const connections = Math.ceil(requests / requestsPerConnection);
    const timeMs = Date.parse(time);
    const lines = Array.from({ length: requests }, (_, index) => {
      const connection = Math.floor(index / requestsPerConnection);
      const sequence = (index % requestsPerConnection) + 1;
      const host = hosts[connection % hosts.length] ?? '';
      return requestLine(run, connection, sequence, clientOf(connection), host, timeMs);
    });
    this.http = new Template(lines);
    this.tls = new Template(Array.from({ length: connections }, (_, connection) => handshakeLine(connection)));
  }

  /** The requests of a batch. */
  batch(number: number, nowMs: number): Batch {
    const { name, sourcePort } = stampOf(number);
    const connection = Math.floor((this.requests - 1) / requestsPerConnection);
    return {
      http: this.http.stamp(name, sourcePort, new Date(nowMs).toISOString()),
      lastRequestId: `${name}-${connection}-${((this.requests - 1) % requestsPerConnection) + 1}`,
    };
  }

  /** The handshakes of so many batches from `first`, as NDJSON. */
  handshakes(first: number, batches: number, nowMs: number): Buffer {
    const time = new Date(nowMs - 20).toISOString();
    return Buffer.concat(
      Array.from({ length: batches }, (_, index) => {
        const { name, sourcePort } = stampOf(first + index);
        return this.tls.stamp(name, sourcePort, time);
      }),
    );
  }
}

function stampOf(number: number): { name: string; sourcePort: string } {
  return {
    name: `b${String(number % 1_000_000).padStart(6, '0')}`,
    sourcePort: `"src_port":${10_000 + (number % 50_000)}`,
  };
}

/** NDJSON with the places in it that differ from batch to batch; what is written there has the same length. */
class Template {
  private readonly text: Buffer;
  private readonly places: Record<'run' | 'port' | 'time', number[]>;

  constructor(lines: string[]) {
    this.text = Buffer.from(`${lines.join('\n')}\n`);
    this.places = { run: this.find(run), port: this.find(port), time: this.find(time) };
  }

  stamp(name: string, sourcePort: string, timeText: string): Buffer {
    const copy = Buffer.from(this.text);
    for (const at of this.places.run) copy.write(name, at, 'latin1');
    for (const at of this.places.port) copy.write(sourcePort, at, 'latin1');
    for (const at of this.places.time) copy.write(timeText, at, 'latin1');
    return copy;
  }

  private find(wanted: string): number[] {
    const found: number[] = [];
    for (let at = this.text.indexOf(wanted); at >= 0; at = this.text.indexOf(wanted, at + wanted.length)) {
      found.push(at);
    }
    return found;
  }
}

function handshakeLine(connection: number): string {
  const client = clientOf(connection);
  return JSON.stringify({
    time,
    conn_id: '',
    src_ip: client.ip,
    src_port: client.port,
    dst_ip: server.ip,
    dst_port: server.port,
    transport: 't',
    hello_index: 1,
    hello_hash: (0x1000_0000_0000 + connection).toString(16).padStart(16, '0'),
    ja4: `t13d07${String(10 + (connection % 40))}h2_8daaf6152771_02713d6af862`,
    ja4_r: null,
    ja4_o: null,
    ja4_ro: null,
    ja4_stable: null,
    ja3: null,
    ja3_hash: null,
    tls_version: '1.3',
    tls_sni: hosts[connection % hosts.length],
    tls_alpn: ['h2', 'http/1.1'],
    ip_meta_ttl: 64,
    ip_meta_df: true,
    ip_meta_id: connection % 65_536,
    ip_meta_total_length: 60,
    tcp_meta_window_size: 64_240,
    tcp_meta_mss: 1460,
    tcp_meta_window_scale: 7,
    tcp_meta_options: '2-4-8-1-3',
    syn_to_clienthello_ms: 1.2,
    segments: 1,
    prologue: null,
    source: 'wire',
  });
}
