// The process that captures one interface and finds the handshakes in what it sees: npm `pcap` can neither be closed at once
// nor reopened, starves its event loop when packets keep coming, and ends silently with its interface. So it is on its own,
// and its parent replaces it. Packets stay here: the parent is told of handshakes alone.
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { PcapSession } from 'pcap';
import { eventFields } from '../../sentinel/event-json.js';
import { Sentinel } from '../../sentinel/sentinel.js';
import { captureFilter } from './filter.js';
import { outputFd, type ChildMessage } from './messages.js';
import { Outbox } from './outbox.js';

const [interfaceName = '', ports = ''] = process.argv.slice(2);
const flushMs = 20;
const aliveMs = 1000;
/** When the parent has not taken all: its buffer holds about as much as comes in a flush. */
const retryMs = 1;
/** While packets keep coming timers get no turn: so often the clock is looked at. */
const packetsPerLook = 256;
/** Immediate mode loses packets under load; see docs/sensors.md. */
const bufferTimeoutMs = 50;
const kernelBufferBytes = 64 * 1024 * 1024;
const snapLength = 65_535;
const nobody = 65_534;

const linkTypes: Record<string, number> = {
  LINKTYPE_NULL: 0,
  LINKTYPE_ETHERNET: 1,
  LINKTYPE_RAW: 101,
  LINKTYPE_LINUX_SLL: 113,
};

// Makes the descriptor one that never waits.
void new Socket({ fd: outputFd, readable: false, writable: true }).on('error', () => process.exit(1));
const outbox = new Outbox((bytes) => {
  try {
    return writeSync(outputFd, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    // Nobody is there any more.
    return process.exit(1);
  }
});
const tell = (message: ChildMessage): void => {
  outbox.message(JSON.stringify(message));
  outbox.flush();
};

/** Ends the process once everything is written, or when the parent has waited long enough. */
function leave(code: number): void {
  if (!outbox.flush()) setTimeout(() => leave(code), flushMs);
  else process.exit(code);
}

function fail(reason: string): void {
  tell({ kind: 'failed', reason });
  leave(1);
}

/** Parts of the binding that pcap's types leave out. */
interface Session extends PcapSession {
  readonly buf: Buffer;
  readonly header: Buffer;
  readonly session: { dispatch(buf: Buffer, header: Buffer): number; read_callback: () => void };
}

async function open(): Promise<Session> {
  const { createSession } = await import('pcap');
  const create = (withTags: boolean): Session =>
    createSession(interfaceName, {
      filter: captureFilter(ports.split(','), withTags),
      buffer_size: kernelBufferBytes,
      buffer_timeout: bufferTimeoutMs,
      snap_length: snapLength,
      promiscuous: false,
    }) as Session;
  try {
    return create(true);
  } catch (error) {
    if (!/vlan/i.test((error as Error).message)) throw error;
    return create(false);
  }
}

/** What the open socket needs no more. */
function dropPrivileges(): void {
  if (process.getuid?.() !== 0) return;
  process.setgroups?.([]);
  process.setgid?.(nobody);
  process.setuid?.(nobody);
}

async function capture(): Promise<void> {
  const session = await open();
  dropPrivileges();
  const linkType = linkTypes[session.link_type] ?? Number(/\d+$/.exec(session.link_type)?.[0] ?? -1);
  tell({ kind: 'open' });

  const sentinel = new Sentinel((event) => outbox.event(`{${eventFields(event)}}`));
  let flushedMs = performance.now();
  let aliveSinceMs = flushedMs;
  const report = (): void => {
    const { dropped: droppedOnTheWay } = outbox;
    tell({ kind: 'alive', droppedByKernel: session.stats().ps_drop, droppedOnTheWay, sentinel: sentinel.counters });
  };
  const look = (): void => {
    const nowMs = performance.now();
    if (nowMs - flushedMs < flushMs && !outbox.isBehind) return;
    flushedMs = nowMs;
    if (nowMs - aliveSinceMs < aliveMs) {
      outbox.flush();
      return;
    }
    aliveSinceMs = nowMs;
    report();
  };
  session.on('packet', ({ buf, header }: { buf: Buffer; header: Buffer }) => {
    const timeUs = header.readUInt32LE(0) * 1e6 + header.readUInt32LE(4);
    sentinel.packet(linkType, timeUs, buf, 0, header.readUInt32LE(8));
    if (sentinel.counters.packets % packetsPerLook === 0) look();
  });
  const { session: binding } = session;
  let isGone = false;
  /** What the kernel still holds is read before the process ends. */
  const endWith = (end: () => void): void => {
    setTimeout(() => {
      binding.read_callback();
      sentinel.flush();
      report();
      end();
    }, 2 * bufferTimeoutMs);
  };
  binding.read_callback = () => {
    // Nobody else looks at what this returns.
    if (binding.dispatch(session.buf, session.header) >= 0 || isGone) return;
    isGone = true;
    endWith(() => fail(`${interfaceName} is gone`));
  };
  const tick = (): void => {
    // When the interface goes down libuv stops polling for good; libpcap itself goes on when it is up again.
    binding.read_callback();
    look();
    setTimeout(tick, outbox.isBehind ? retryMs : flushMs);
  };
  tick();
  process.stdin.resume().once('end', () => endWith(() => leave(0)));
}

// The parent decides; a terminal's Ctrl-C and a service manager's SIGTERM reach both.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
capture().catch((error: unknown) => fail((error as Error).message.split('\n', 1)[0] ?? ''));
