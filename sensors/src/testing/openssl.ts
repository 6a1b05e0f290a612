import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { mayCapture } from '../inputs/capture/privilege.js';

const run = promisify(execFile);

/** Why a test cannot capture real handshakes here; false when it can. */
export function whyNoCapture(): string | false {
  try {
    createRequire(import.meta.url)('pcap');
  } catch {
    return 'pcap is not built: npm run build:capture -w sensors';
  }
  if (!mayCapture()) return 'no CAP_NET_RAW';
  return spawnSync('openssl', ['version']).status === 0 ? false : 'openssl is not installed';
}

/** A client's first bytes and its port, as a server sees them. */
export interface Heard {
  readonly bytes: Buffer;
  readonly clientPort: number;
}

/** A port that reads what clients say first and hangs up, so that each hello is one connection's. */
export async function silentServer(
  host: string,
  onHello: (heard: Heard) => void = () => {},
): Promise<{ port: number; close: () => void }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      onHello({ bytes, clientPort: socket.remotePort ?? 0 });
      socket.destroy();
    });
  }).listen(0, host);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** A real client's hello. The server hangs up on it: openssl fails, the hello has been sent. */
export async function hello(target: string, name: string, ...more: string[]): Promise<void> {
  await run('openssl', ['s_client', '-connect', target, '-servername', name, ...more]).catch(() => {});
}
