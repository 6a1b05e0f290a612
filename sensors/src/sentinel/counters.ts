/** What the sentinel saw and what it gave up on. Every number only grows. */
export class Counters {
  /** Packets handed in. */
  packets = 0;
  /** ClientHellos fingerprinted. */
  hellos = 0;
  /** Packets of a link type that is not understood. */
  unknownLink = 0;
  /** Packets whose headers end early or contradict each other. */
  malformedPackets = 0;
  /** IP datagrams put together from fragments. */
  reassembledDatagrams = 0;
  /** Unfinished datagrams dropped to stay within the bound. */
  droppedDatagrams = 0;
  /** Connection directions dropped, oldest first, to stay within the bounds. */
  evictedFlows = 0;
  /** Gaps in a stream given up on after too many bytes had queued behind them. */
  skippedGaps = 0;
  /** Segments too far from what their stream expects. */
  outOfWindow = 0;
  /** QUIC Initials that no key opens: damaged, a server's, or of a connection whose start was missed. */
  unopenedQuic = 0;
  /** Keys tried on QUIC Initials: at most five for each, on at most sixteen in a datagram. */
  triedQuicKeys = 0;
  /** QUIC Initials whose frames are not those of an Initial, or not whole. */
  malformedQuic = 0;
  /** Messages announced as a ClientHello that are not one. */
  malformedHellos = 0;
}
