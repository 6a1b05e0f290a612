/** Deeper nesting than this is hostile. */
const maxNesting = 6;

/**
 * One packet on its way up the layers. Each layer reads from `offset` on, fills in its facts and moves `offset`
 * and `end` to its payload. One object serves all packets, so that a packet costs no allocation.
 */
export class Packet {
  /** Number of the packet in its capture, from 1. */
  frame = 0;
  /** Microseconds since 1970. */
  timeUs = 0;
  bytes: Uint8Array = new Uint8Array(0);
  offset = 0;
  end = 0;

  ipVersion: 4 | 6 = 4;
  /** Where the source address starts in `bytes`; the destination follows it. */
  addresses = 0;
  /** Protocol number of the payload (6 is TCP). */
  protocol = 0;
  ttl = 0;
  /** "Do not fragment" and identification; null where the header has none (IPv6). */
  dontFragment: boolean | null = null;
  identification: number | null = null;
  /** Length of the datagram with its header. */
  totalLength = 0;
  /** IP headers and pseudowires entered so far, each inside the one before. */
  nesting = 0;

  /** Enters one more; false when it is too deep. */
  nest(): boolean {
    this.nesting += 1;
    return this.nesting <= maxNesting;
  }
}
