import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SensorStatus } from '../run/status.js';

const cli = join(import.meta.dirname, '..', 'cli.js');

/** A sensor in a process and a directory of its own, which outlives the process. */
export class SensorProcess {
  readonly dir = mkdtempSync(join(tmpdir(), 'ja4-sensor-'));
  readonly httpSocket = join(this.dir, 'http.socket');
  readonly networkSocket = join(this.dir, 'network.socket');
  readonly spoolDir = join(this.dir, 'spool');
  log = '';
  child: ChildProcess | undefined;

  constructor(private readonly env: Record<string, string>) {}

  /** Starts it and waits until it runs. @throws Error with its log when it ends instead */
  async start(more: Record<string, string> = {}, args: string[] = []): Promise<void> {
    this.log = '';
    const child = spawn(process.execPath, [cli, 'run', ...args], {
      env: { PATH: process.env.PATH, ...this.settings, ...this.env, ...more },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    this.child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    await until(() => this.log.includes('"running"') || child.exitCode !== null, 'the sensor to run');
    if (child.exitCode !== null) throw new Error(this.log);
  }

  get settings(): Record<string, string> {
    return {
      JA4_API_KEY: 'secret',
      JA4_HTTP_SOCKET: this.httpSocket,
      JA4_NETWORK_SOCKET: this.networkSocket,
      JA4_SPOOL_DIR: this.spoolDir,
    };
  }

  async connect(path = this.httpSocket): Promise<Socket> {
    const socket = connect(path);
    await once(socket, 'connect');
    return socket;
  }

  /** Writes lines to a socket and closes it. */
  async write(lines: readonly string[], path = this.httpSocket): Promise<void> {
    const socket = await this.connect(path);
    socket.end(lines.map((line) => `${line}\n`).join(''));
    await once(socket, 'close');
  }

  get status(): SensorStatus | null {
    try {
      return JSON.parse(readFileSync(join(this.spoolDir, 'status.json'), 'utf8')) as SensorStatus;
    } catch {
      return null;
    }
  }

  /** Ends it and resolves with its exit code or the signal that ended it. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string | null> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
    child.kill(signal);
    const [code, by] = await exited;
    return code ?? by;
  }

  async remove(): Promise<void> {
    await this.end('SIGKILL');
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Waits until something holds. @throws Error naming it after `limitMs` */
export async function until(holds: () => boolean, what: string, limitMs = 20_000): Promise<void> {
  for (const end = performance.now() + limitMs; !holds(); await sleep(20)) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
  }
}

/** A request record as the module writes it. */
export function requestRecord(id: string, overrides: Record<string, unknown> = {}): string {
  return JSON.stringify({
    kind: 'request',
    time: new Date().toISOString(),
    req_id: id,
    conn_id: 'c-1',
    scheme: 'https',
    src_ip: '203.0.113.7',
    src_port: 40_000,
    client_ip: '203.0.113.7',
    dst_ip: '192.0.2.1',
    dst_port: 443,
    method: 'GET',
    host: 'www.example.com',
    path: '/',
    query: 'a=1',
    status: 200,
    headers: [['Host', 'www.example.com']],
    ...overrides,
  });
}
