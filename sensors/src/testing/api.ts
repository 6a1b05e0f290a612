import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { zstdDecompressSync } from 'node:zlib';

/** What the API answers instead of storing a batch. */
export interface Fault {
  readonly status: number;
  readonly code?: string;
  readonly headers?: Record<string, string>;
  /** The batch is stored all the same: only the answer is lost. */
  readonly stores?: boolean;
}

/** Stores batches as the API does: once for each key, another body under the same key is refused. */
export class TestApi {
  readonly batches = new Map<string, { sha256: string; lines: Record<string, unknown>[]; kind: string }>();
  requests = 0;
  /** Decides about each batch; undefined stores it. */
  fault: (lines: readonly string[], kind: string) => Fault | undefined = () => undefined;
  /** How long an answer takes. */
  delayMs = 0;
  private server: Server | undefined;
  private port = 0;

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      void this.answer(request)
        .then(([status, headers, body]) => response.writeHead(status, headers).end(JSON.stringify(body)))
        // The sensor was killed while it sent.
        .catch(() => response.destroy());
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    ({ port: this.port } = this.server.address() as AddressInfo);
  }

  /** Goes away; {@link start} brings it back at the same address with what it has stored. */
  async stop(): Promise<void> {
    const closed = once(this.server!, 'close');
    this.server!.closeAllConnections();
    this.server!.close();
    await closed;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The events of one kind, in the order of their batches' arrival. */
  events(kind: 'http' | 'tls'): Record<string, unknown>[] {
    return [...this.batches.values()].filter((batch) => batch.kind === kind).flatMap(({ lines }) => lines);
  }

  private async answer(request: IncomingMessage): Promise<[number, Record<string, string>, unknown]> {
    const body = zstdDecompressSync(await buffer(request));
    this.requests += 1;
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    const kind = request.url!.split('/').at(-1)!;
    const lines = body.toString().trimEnd().split('\n');
    const key = String(request.headers['idempotency-key']);
    const fault = this.fault(lines, kind);
    if (fault && !fault.stores) return problem(fault.status, fault.headers, fault.code);
    const sha256 = createHash('sha256').update(body).digest('hex');
    const known = this.batches.get(key);
    if (known && known.sha256 !== sha256) return problem(409);
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    if (!known) this.batches.set(key, { sha256, lines: events, kind });
    if (fault) return problem(fault.status, fault.headers, fault.code);
    return [202, { 'content-type': 'application/json' }, { batch_id: key, accepted: lines.length, rejected: [] }];
  }
}

function problem(
  status: number,
  headers: Record<string, string> = {},
  code = 'test',
): [number, Record<string, string>, unknown] {
  const body = { type: 'about:blank', title: `Status ${status}`, status, detail: '', code, request_id: '' };
  return [status, { 'content-type': 'application/problem+json', ...headers }, body];
}
