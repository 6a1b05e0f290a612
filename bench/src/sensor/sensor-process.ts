import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rootDir } from '../platform.js';

/** The part of a sensor's status.json that is measured. */
interface Status {
  readonly pid: number;
  readonly http: {
    readonly spool: { readonly stored: number; readonly refused: number; readonly dropped: number };
    readonly sender: { readonly accepted: number };
    readonly backlog: { readonly batches: number };
  };
}

/** As docs/sensors.md has them for a service. */
const nodeFlags = ['--max-semi-space-size=2'];
const allocator = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };

/** `ja4-sensor run` in a directory of its own. */
export class SensorProcess {
  private readonly dir = mkdtempSync(join(tmpdir(), 'ja4-bench-sensor-'));
  private readonly socketPath = join(this.dir, 'http.socket');
  private child: ChildProcess | undefined;

  /** Resolves with the connection of a module. */
  async start(apiUrl: string, apiKey: string): Promise<Socket> {
    this.child = spawn(process.execPath, [...nodeFlags, join(rootDir, 'sensors', 'dist', 'cli.js'), 'run'], {
      env: {
        ...process.env,
        ...allocator,
        JA4_API_URL: apiUrl,
        JA4_API_KEY: apiKey,
        JA4_HTTP_SOCKET: this.socketPath,
        JA4_NETWORK_SOCKET: join(this.dir, 'network.socket'),
        JA4_SPOOL_DIR: join(this.dir, 'spool'),
        JA4_SPOOL_MB: '8192',
        JA4_LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (let tries = 0; tries < 100; tries += 1) {
      await sleep(100);
      const socket = connect(this.socketPath);
      const isOpen = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      if (isOpen && this.status?.pid === this.child.pid) return socket;
      socket.destroy();
    }
    throw new Error('the sensor does not run');
  }

  get status(): Status | undefined {
    try {
      return JSON.parse(readFileSync(join(this.dir, 'spool', 'status.json'), 'utf8')) as Status;
    } catch {
      return undefined;
    }
  }

  /** Resident memory now. */
  get residentMiB(): number {
    const status = readFileSync(`/proc/${this.child?.pid ?? 0}/status`, 'utf8');
    return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024);
  }

  /** Processor time so far, all threads. */
  get cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.child?.pid ?? 0}/stat`, 'utf8');
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return (user + system) / 100;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child?.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.dir, { recursive: true, force: true });
  }
}
