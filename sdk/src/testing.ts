import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** Listens on loopback for the length of a test; returns the base URL. */
export async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Returns the body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
  return body;
}

/** A problem as the API answers it. */
export function problem(status: number, code: string): string {
  return JSON.stringify({
    type: `/docs/problems/${code}`,
    title: 'A title',
    status,
    detail: 'What is wrong.',
    code,
    request_id: 'r1',
    errors: [{ location: 'query.limit', message: 'must be at most 500' }],
  });
}
