import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { zstdDecompressSync } from 'node:zlib';

/** An API that only counts, so that the sensor alone is measured. */
export interface Sink {
  readonly url: string;
  readonly lines: () => number;
  stop(): void;
}

export async function startSink(): Promise<Sink> {
  let lines = 0;
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      // A heartbeat.
      if (!request.url?.startsWith('/v1/events/')) return response.writeHead(404).end();
      const text = zstdDecompressSync(body);
      let count = 0;
      for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) count += 1;
      lines += count;
      const answer = { batch_id: String(request.headers['idempotency-key']), accepted: count, rejected: [] };
      response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    lines: () => lines,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
