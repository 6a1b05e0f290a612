import type { Counters } from '../counters.js';
import type { Limits } from '../limits.js';
import type { Packet } from '../packet.js';
import { Pieces } from '../pieces.js';
import type { IpResult } from './ip.js';

/** Offset and length are 16-bit numbers: no datagram is longer. */
const maxDatagramBytes = 65_535;
/** Fragments of eight bytes each are legal but hostile; a whole hello fits in far fewer of the usual size. */
const maxFragments = 512;

/** A sender may use an identification again: fragments this much later are of another datagram (RFC 8200 section 4.5). */
const reassemblyUs = 60e6;

interface Datagram {
  /** When its first fragment arrived. */
  readonly begunUs: number;
  readonly pieces: Pieces;
  /** Length of the payload, known from the last fragment. */
  length: number;
  /** Highest offset that a fragment reached. */
  reach: number;
}

/** Puts fragmented IP datagrams together, in any order of arrival. Where fragments overlap the first to arrive wins. */
export class Fragments {
  private readonly datagrams = new Map<string, Datagram>();
  /** Bytes of all that wait, bookkeeping included. */
  bufferedBytes = 0;

  constructor(
    private readonly limits: Limits,
    private readonly counters: Counters,
  ) {}

  /** Datagrams that wait for fragments. */
  get size(): number {
    return this.datagrams.size;
  }

  /**
   * Takes a fragment whose payload lies at the packet's `offset`. When it completes its datagram the packet becomes
   * the datagram: its addresses followed by the whole payload.
   */
  add(packet: Packet, identification: number, start: number, more: boolean): IpResult {
    const length = packet.end - packet.offset;
    if (length === 0 || start + length > maxDatagramBytes) return 'malformed';
    const addressBytes = packet.ipVersion === 4 ? 8 : 32;
    const addresses = packet.bytes.subarray(packet.addresses, packet.addresses + addressBytes);
    const key = `${identification} ${packet.protocol} ${Buffer.from(addresses).toString('latin1')}`;
    const datagram = this.datagramOf(key, packet.timeUs);
    if (!more) datagram.length = Math.min(datagram.length, start + length);
    datagram.reach = Math.max(datagram.reach, start + length);
    const { bufferedBytes } = datagram.pieces;
    datagram.pieces.add(start, packet.bytes, packet.offset, packet.end);
    this.bufferedBytes += datagram.pieces.bufferedBytes - bufferedBytes;
    if (datagram.reach > datagram.length || datagram.pieces.count > maxFragments) {
      this.drop(key, datagram);
      return 'malformed';
    }
    if (datagram.pieces.received < datagram.length) return 'waiting';
    this.forget(key, datagram);
    this.counters.reassembledDatagrams += 1;
    const whole = new Uint8Array(addressBytes + datagram.length);
    whole.set(addresses);
    datagram.pieces.copyTo(whole.subarray(addressBytes));
    packet.bytes = whole;
    packet.addresses = 0;
    packet.offset = addressBytes;
    packet.end = whole.length;
    return 'payload';
  }

  private datagramOf(key: string, timeUs: number): Datagram {
    let datagram = this.datagrams.get(key);
    if (datagram && timeUs - datagram.begunUs <= reassemblyUs) return datagram;
    if (datagram) this.drop(key, datagram);
    if (this.datagrams.size >= this.limits.datagrams) {
      for (const [oldest, unfinished] of this.datagrams) {
        this.drop(oldest, unfinished);
        break;
      }
    }
    datagram = { begunUs: timeUs, pieces: new Pieces(), length: Infinity, reach: 0 };
    this.datagrams.set(key, datagram);
    return datagram;
  }

  private drop(key: string, datagram: Datagram): void {
    this.forget(key, datagram);
    this.counters.droppedDatagrams += 1;
  }

  private forget(key: string, datagram: Datagram): void {
    this.datagrams.delete(key);
    this.bufferedBytes -= datagram.pieces.bufferedBytes;
  }
}
