import { u8 } from '../bytes.js';
import type { IpFacts } from '../ip/facts.js';
import type { SynFacts } from '../tcp/syn.js';

/** Anything with a source and a destination port: a TCP segment, a UDP datagram. */
export interface Ports {
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** One direction between two ends, from the one who sends to the one who receives. */
export abstract class Flow {
  /** Packet seen last. */
  frame = 0;
  timeUs = 0;
  /** What the table has booked for this flow. */
  bookedBytes = 0;

  sameHash: this | null = null;
  older: this | null = null;
  newer: this | null = null;

  constructor(
    readonly hash: number,
    readonly ipVersion: 4 | 6,
    /** Source and destination address, 8 or 32 bytes. */
    readonly addresses: Uint8Array,
    readonly sourcePort: number,
    readonly destinationPort: number,
  ) {}

  /** The client's IP header: of its SYN, of its first datagram; null when it was not seen. */
  abstract readonly ip: IpFacts | null;
  /** Null without a SYN, and for what is not TCP. */
  abstract readonly syn: SynFacts | null;
  /** Bytes kept for this flow, bookkeeping included. */
  abstract readonly bufferedBytes: number;

  hasAddresses(bytes: Uint8Array, at: number): boolean {
    const { addresses } = this;
    for (let index = 0; index < addresses.length; index += 1) {
      if (u8(addresses, index) !== u8(bytes, at + index)) return false;
    }
    return true;
  }
}
