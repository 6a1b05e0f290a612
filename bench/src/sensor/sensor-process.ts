import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rootDir } from '../platform.js';
import { childrenOf, cpuSecondsOf, residentMibOf } from '../proc.js';

/** The part of a sensor's status.json that is measured. */
interface Status {
  readonly pid: number;
  readonly http: PathStatus;
  readonly tls: PathStatus;
  readonly both_sources: { readonly duplicates: number; readonly unheld: number };
  readonly captures: readonly {
    readonly trouble: string;
    readonly counters: {
      readonly packets: number;
      readonly droppedByKernel: number;
      readonly droppedOnTheWay: number;
      readonly restarts: number;
    };
  }[];
}

interface PathStatus {
  readonly spool: { readonly stored: number; readonly refused: number; readonly dropped: number };
  readonly sender: { readonly accepted: number };
  readonly backlog: { readonly batches: number };
}

interface Shares {
  readonly sensor: number;
  readonly capture: number;
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
  async start(apiUrl: string, apiKey: string, settings: Record<string, string> = {}): Promise<Socket> {
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
        ...settings,
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

  /** Resident memory now, of the sensor and of the processes that capture for it. */
  get residentMib(): Shares {
    return this.shares(residentMibOf);
  }

  /** Processor time so far, of the sensor and of the processes that capture for it. */
  get cpuSeconds(): Shares {
    return this.shares(cpuSecondsOf);
  }

  private shares(of: (pid: number) => number): Shares {
    return { sensor: of(this.pid), capture: childrenOf(this.pid).reduce((sum, pid) => sum + of(pid), 0) };
  }

  private get pid(): number {
    return this.child?.pid ?? 0;
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
