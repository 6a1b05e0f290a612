import type { TlsEvent } from '../sentinel/event.js';
import { Sentinel } from '../sentinel/sentinel.js';
import { parseTimeUs } from '../sentinel/time.js';
import { helloPackets } from './hello-packets.js';
import { portOf, textOf } from './record.js';

/** DLT_RAW of libpcap's files: packets begin with their IP header. */
const rawIp = 101;
const rememberedConnections = 65_536;

/** Turns the module's handshake records (docs/mod_reqin_log.md) into TLS events. */
export class HandshakeEvents {
  /** Hellos seen of each connection, the newest connections last. */
  private readonly hellos = new Map<string, number>();

  /** @throws Error that says what is wrong with the record */
  of(record: Record<string, unknown>): TlsEvent {
    const time = textOf(record, 'time');
    const timeUs = parseTimeUs(time);
    const connId = textOf(record, 'conn_id');
    const hello = Buffer.from(textOf(record, 'client_hello'), 'base64');
    const packets = helloPackets(hello, record.syn === null ? null : Buffer.from(textOf(record, 'syn'), 'base64'));
    const event = fingerprint(packets.syn, packets.data, timeUs);
    if (!event) throw new Error('client_hello is no ClientHello');
    return {
      ...event,
      time,
      conn_id: connId,
      src_ip: textOf(record, 'src_ip'),
      src_port: portOf(record, 'src_port'),
      dst_ip: textOf(record, 'dst_ip'),
      dst_port: portOf(record, 'dst_port'),
      hello_index: this.count(connId),
      // The module has the SYN's bytes, not its time, and not the segments that the hello came in.
      syn_to_clienthello_ms: null,
      segments: null,
      source: 'module',
    };
  }

  private count(connId: string): number {
    const count = (this.hellos.get(connId) ?? 0) + 1;
    this.hellos.delete(connId);
    this.hellos.set(connId, count);
    if (this.hellos.size > rememberedConnections) {
      const [oldest = ''] = this.hellos.keys();
      this.hellos.delete(oldest);
    }
    return Math.min(count, 255);
  }
}

/** What a sentinel of its own makes of the packets: nothing is left over from other connections of the same ports. */
function fingerprint(syn: Buffer | null, data: Buffer, timeUs: number): TlsEvent | undefined {
  let found: TlsEvent | undefined;
  const sentinel = new Sentinel((event) => (found ??= event));
  for (const packet of [syn, data]) if (packet) sentinel.packet(rawIp, timeUs, packet, 0, packet.length);
  sentinel.flush();
  return found;
}
