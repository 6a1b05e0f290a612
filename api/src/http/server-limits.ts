import { randomUUID } from 'node:crypto';
import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http';
import { Problem } from './problem.js';

/** Paths and filters name values of traffic: 8 KB of any text, of which a URL makes three times as much. */
const maxHeaderSize = 64 * 1024;

/** Returns a server that answers a head which is too long, or is none, with a problem as all else. */
export function createLimitedServer(listener: RequestListener): Server {
  const server = createServer({ maxHeaderSize }, listener);
  server.on('clientError', ({ code }: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return void socket.destroy();
    const problem =
      code === 'HPE_HEADER_OVERFLOW'
        ? new Problem('headers-too-large', `Address and headers of a request hold at most ${maxHeaderSize / 1024} KB.`)
        : new Problem('bad-request', 'This is no HTTP request.');
    const body = JSON.stringify(problem.toJSON(randomUUID()));
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
  return server;
}
