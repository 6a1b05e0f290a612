import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { PacketSink } from '../../sentinel/capture/capture.js';
import type { ChildMessage } from './messages.js';

const childScript = join(import.meta.dirname, 'child.js');
const watchMs = 1000;
/** A child says once a second that it is alive. */
const silentMs = 5000;
const firstPauseMs = 250;
const maxPauseMs = 10_000;

/** What an interface gave. All numbers only grow. */
export class CaptureCounters {
  packets = 0;
  /** Packets that the kernel dropped as its buffer was full: the only sign of loss (ps_drop). */
  droppedByKernel = 0;
  /** Packets dropped because this process did not take them. */
  droppedOnTheWay = 0;
  /** Children that ended or fell silent, and were replaced. */
  restarts = 0;
}

/** Captures one interface for as long as it is told to, whatever happens to the interface or to the capturing process. */
export class LiveCapture {
  readonly counters = new CaptureCounters();
  /** Why nothing is captured now; empty while all is well. */
  trouble = 'starting';
  private child: ChildProcess | null = null;
  private linkType = -1;
  private heardMs = 0;
  private failures = 0;
  private stopped = false;
  private pause: NodeJS.Timeout | undefined;
  private readonly watch: NodeJS.Timeout;
  private dropsBefore = { kernel: 0, way: 0 };

  constructor(
    readonly interfaceName: string,
    private readonly ports: readonly string[],
    private readonly sink: PacketSink,
    private readonly onTrouble: (message: string) => void,
  ) {
    let lastMs = performance.now();
    this.watch = setInterval(() => {
      // Whoever did not get a turn itself has not listened either.
      if (performance.now() - lastMs > 2 * watchMs) this.heardMs = performance.now();
      lastMs = performance.now();
      if (this.child && performance.now() - this.heardMs > silentMs) this.child.kill('SIGKILL');
    }, watchMs);
    this.start();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.watch);
    clearTimeout(this.pause);
    const { child } = this;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  private start(): void {
    const child = fork(childScript, [this.interfaceName, this.ports.join(',')], {
      serialization: 'advanced',
      // Node's own warnings about the old binding are not the sensor's.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child = child;
    this.heardMs = performance.now();
    this.dropsBefore = { kernel: this.counters.droppedByKernel, way: this.counters.droppedOnTheWay };
    let reason = '';
    child.on('message', (message: ChildMessage) => {
      this.heardMs = performance.now();
      if (message.kind === 'failed') reason = message.reason;
      else this.take(message);
    });
    child.once('error', (error) => (reason = error.message));
    child.once('exit', (code, signal) => this.replace(reason || `capturing process ended (${signal ?? code})`));
  }

  private take(message: Exclude<ChildMessage, { kind: 'failed' }>): void {
    const { counters, dropsBefore } = this;
    switch (message.kind) {
      case 'open':
        this.linkType = message.linkType;
        this.trouble = '';
        break;
      case 'packets':
        this.packets(message.bytes, message.facts);
        break;
      case 'alive':
        this.failures = 0;
        counters.droppedByKernel = dropsBefore.kernel + message.droppedByKernel;
        counters.droppedOnTheWay = dropsBefore.way + message.droppedOnTheWay;
        break;
    }
  }

  private packets(bytes: Uint8Array, facts: Float64Array): void {
    let start = 0;
    for (let at = 0; at < facts.length; at += 2) {
      const end = start + facts[at + 1]!;
      this.sink.packet(this.linkType, facts[at]!, bytes, start, end);
      start = end;
    }
    this.counters.packets += facts.length / 2;
  }

  private replace(reason: string): void {
    this.child = null;
    if (this.stopped) return;
    this.trouble = reason;
    this.counters.restarts += 1;
    this.onTrouble(`capture on ${this.interfaceName}: ${reason}`);
    const pauseMs = Math.min(maxPauseMs, firstPauseMs * 2 ** this.failures);
    this.failures += 1;
    this.pause = setTimeout(() => this.start(), pauseMs);
  }
}
