import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

/** Why the process does not want work now; undefined when it does. */
export type Unready = () => string | undefined;

/**
 * Answers `/livez` (200 while the process runs), `/readyz` (503 with the reason while it drains or Redis is away) and
 * `/metrics` for Prometheus.
 */
export async function listenForHealth(
  host: string,
  port: number,
  registry: Registry,
  unready: Unready,
): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: string, type = 'text/plain; charset=utf-8'): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    };
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') answer(405, 'only GET\n');
    else if (path === '/livez') answer(200, 'ok\n');
    else if (path === '/readyz') {
      const reason = unready();
      answer(reason ? 503 : 200, `${reason ?? 'ok'}\n`);
    } else if (path === '/metrics') {
      registry.metrics().then(
        (text) => answer(200, text, registry.contentType),
        (error: unknown) => answer(500, `metrics failed: ${String(error)}\n`),
      );
    } else answer(404, 'paths: /livez /readyz /metrics\n');
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
