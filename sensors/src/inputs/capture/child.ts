// The process that captures one interface: npm `pcap` can neither be closed at once nor reopened, starves its event loop
// when packets keep coming, and ends silently with its interface. So it is on its own, and its parent replaces it.
import type { PcapSession } from 'pcap';
import { captureFilter } from './filter.js';
import { PacketBatch } from './packet-batch.js';
import type { ChildMessage } from './messages.js';

const [interfaceName = '', ports = ''] = process.argv.slice(2);
const flushMs = 20;
const aliveMs = 1000;
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

function send(message: ChildMessage, sent?: () => void): void {
  process.send?.(message, undefined, undefined, sent);
}

function fail(reason: string): void {
  send({ kind: 'failed', reason }, () => process.exit(1));
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
  send({ kind: 'open', linkType });

  const batch = new PacketBatch(flushMs, (bytes, facts, sent) => send({ kind: 'packets', bytes, facts }, sent));
  session.on('packet', ({ buf, header }: { buf: Buffer; header: Buffer }) => {
    const timeUs = header.readUInt32LE(0) * 1e6 + header.readUInt32LE(4);
    batch.add(timeUs, buf, header.readUInt32LE(8));
  });
  const { session: binding } = session;
  binding.read_callback = () => {
    // Nobody else looks at what this returns.
    if (binding.dispatch(session.buf, session.header) < 0) fail(`${interfaceName} is gone`);
  };
  setInterval(() => {
    // When the interface goes down libuv stops polling for good; libpcap itself goes on when it is up again.
    binding.read_callback();
    batch.flush();
  }, flushMs);
  setInterval(() => {
    send({ kind: 'alive', droppedByKernel: session.stats().ps_drop, droppedOnTheWay: batch.dropped });
  }, aliveMs);
}

process.on('disconnect', () => process.exit(0));
// The parent decides; a terminal's Ctrl-C reaches both.
process.on('SIGINT', () => {});
capture().catch((error: unknown) => fail((error as Error).message.split('\n', 1)[0] ?? ''));
