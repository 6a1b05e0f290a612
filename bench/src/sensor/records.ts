import { once } from 'node:events';
import type { Socket } from 'node:net';
import { clientOf, hosts, requestLine } from '../traffic/traffic.js';

const distinct = 5000;
const linesPerWrite = 500;

/** Writes `count` request records as the module would, as fast as the sensor takes them. */
export async function writeRecords(socket: Socket, count: number): Promise<void> {
  const lines = Array.from({ length: distinct }, (_, n) => {
    const event = requestLine('sensor', n, 1, clientOf(n), hosts[n % hosts.length] ?? '', Date.now());
    return `{"kind":"request",${event.slice(1)}\n`;
  });
  const blocks = Array.from({ length: distinct / linesPerWrite }, (_, block) =>
    Buffer.from(lines.slice(block * linesPerWrite, (block + 1) * linesPerWrite).join('')),
  );
  for (let written = 0, block = 0; written < count; written += linesPerWrite, block += 1) {
    if (!socket.write(blocks[block % blocks.length]!)) await once(socket, 'drain');
  }
}
