/**
 * Bounds of what the sentinel remembers. Together they bound its memory: `bufferedBytes` and `udpBufferedBytes`, about 1 kB
 * for each flow and at most 230 kB for each datagram.
 */
export interface Limits {
  /** Directions of TCP connections remembered; beyond it the one silent for longest is dropped. */
  readonly flows: number;
  /** Bytes of all TCP flows waiting for others, bookkeeping included; beyond it the oldest flows are dropped. */
  readonly bufferedBytes: number;
  /** Bytes of one flow waiting behind a gap, bookkeeping included; beyond it the gap is skipped. */
  readonly flowBytes: number;
  /** Bytes from the start of a stream that are searched for a hello when something else stands before it. */
  readonly searchBytes: number;
  /** The same two bounds for the directions that carry QUIC or DTLS handshakes. */
  readonly udpFlows: number;
  readonly udpBufferedBytes: number;
  /** IP datagrams waiting for fragments; beyond it the oldest is dropped. */
  readonly datagrams: number;
}

export const defaultLimits: Limits = {
  flows: 65_536,
  bufferedBytes: 64 * 1024 * 1024,
  flowBytes: 640 * 1024,
  searchBytes: 64 * 1024,
  udpFlows: 16_384,
  udpBufferedBytes: 32 * 1024 * 1024,
  datagrams: 256,
};
