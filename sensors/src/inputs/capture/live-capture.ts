import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Counters } from '../../sentinel/counters.js';
import type { TlsEvent } from '../../sentinel/event.js';
import { LineSplitter } from '../line-splitter.js';
import { outputFd, type ChildMessage, type Counted } from './messages.js';

const childScript = join(import.meta.dirname, 'child.js');
const watchMs = 1000;
/** A child says once a second that it is alive. */
const silentMs = 5000;
/** How long a child may take to send what it has and to end. */
const endMs = 1000;
const firstPauseMs = 250;
const maxPauseMs = 10_000;
/** An event of the longest hello there can be. */
const maxLineBytes = 4 * 1024 * 1024;

/** What an interface gave. All numbers only grow. */
export class CaptureCounters {
  packets = 0;
  /** Packets that the kernel dropped as its buffer was full: the only sign of loss (ps_drop). */
  droppedByKernel = 0;
  /** Handshakes dropped because this process did not take them. */
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
  private heardMs = 0;
  private failures = 0;
  private stopped = false;
  private pause: NodeJS.Timeout | undefined;
  private readonly watch: NodeJS.Timeout;
  private counted = noneYet();

  constructor(
    readonly interfaceName: string,
    private readonly ports: readonly string[],
    private readonly onEvent: (event: TlsEvent) => void,
    private readonly onTrouble: (message: string) => void,
    /** What the sentinels of all captures count. */
    private readonly sentinel: Counters,
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
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.stdin?.end();
    const patience = setTimeout(() => child.kill('SIGKILL'), endMs);
    await ended;
    clearTimeout(patience);
  }

  private start(): void {
    const child = spawn(
      process.execPath,
      [...process.execArgv, childScript, this.interfaceName, this.ports.join(',')],
      // Node's own warnings about the old binding are not the sensor's.
      { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] },
    );
    this.child = child;
    this.heardMs = performance.now();
    this.counted = noneYet();
    let reason = '';
    const splitter = new LineSplitter(maxLineBytes, {
      onLine: (line) => {
        this.heardMs = performance.now();
        const message = JSON.parse(line.toString()) as ChildMessage;
        if (message.kind === 'failed') reason = message.reason;
        else this.take(message);
      },
      onTooLong: () => (this.counters.droppedOnTheWay += 1),
    });
    (child.stdio[outputFd] as Readable).on('data', (chunk: Buffer) => splitter.push(chunk));
    // It may end before it reads.
    child.stdin?.on('error', () => {});
    child.once('error', (error) => (reason = error.message));
    child.once('close', (code, signal) => this.replace(reason || `capturing process ended (${signal ?? code})`));
  }

  private take(message: Exclude<ChildMessage, { kind: 'failed' }>): void {
    switch (message.kind) {
      case undefined:
        this.onEvent(message);
        break;
      case 'open':
        this.trouble = '';
        break;
      case 'alive':
        this.failures = 0;
        this.count(message);
        break;
    }
  }

  /** Adds what the child has counted since it told so last. */
  private count({ droppedByKernel, droppedOnTheWay, sentinel }: Counted): void {
    const { counted: before, counters } = this;
    counters.packets += sentinel.packets - before.sentinel.packets;
    counters.droppedByKernel += droppedByKernel - before.droppedByKernel;
    counters.droppedOnTheWay += droppedOnTheWay - before.droppedOnTheWay;
    for (const name of Object.keys(this.sentinel) as (keyof Counters)[]) {
      this.sentinel[name] += sentinel[name] - before.sentinel[name];
    }
    this.counted = { droppedByKernel, droppedOnTheWay, sentinel };
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

const noneYet = (): Counted => ({ droppedByKernel: 0, droppedOnTheWay: 0, sentinel: new Counters() });
