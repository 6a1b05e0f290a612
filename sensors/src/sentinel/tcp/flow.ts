import { u8 } from '../bytes.js';
import type { ClientStream } from './stream.js';
import type { SynFacts } from './syn.js';

/** One direction of a connection, from the one who sends to the one who receives. */
export class Flow {
  syn: SynFacts | null = null;
  /** Sequence number of the first byte, when a SYN said it. */
  firstSequence = -1;
  /** Packet seen last. */
  frame = 0;
  timeUs = 0;
  /** ClientHellos found so far. */
  hellos = 0;
  stream: ClientStream | null = null;
  /** What the table has booked for this flow. */
  bookedBytes = 0;

  sameHash: Flow | null = null;
  older: Flow | null = null;
  newer: Flow | null = null;

  constructor(
    readonly hash: number,
    readonly ipVersion: 4 | 6,
    /** Source and destination address, 8 or 32 bytes. */
    readonly addresses: Uint8Array,
    readonly sourcePort: number,
    readonly destinationPort: number,
  ) {}

  hasAddresses(bytes: Uint8Array, at: number): boolean {
    const { addresses } = this;
    for (let index = 0; index < addresses.length; index += 1) {
      if (u8(addresses, index) !== u8(bytes, at + index)) return false;
    }
    return true;
  }
}
