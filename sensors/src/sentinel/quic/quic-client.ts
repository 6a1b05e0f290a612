import { hash } from 'node:crypto';
import type { Counters } from '../counters.js';
import type { Flow } from '../flow/flow.js';
import type { HelloReport } from '../report.js';
import type { LongHeader } from './long-header.js';
import { QuicConnection } from './quic-connection.js';

/** A client chooses at least eight bytes (RFC 9000 section 7.2); fewer are a server's choice, in its Retry too, or name a client. */
const minFirstIdBytes = 8;
/** Attempts remembered: the first one, after a Retry, in another version, and a later connection between the same ports. */
const maxConnections = 4;

/** Finds the ClientHellos in the Initial packets that one end sends to another. */
export class QuicClient {
  /** Newest first. */
  private connections: QuicConnection[] = [];
  /** Digests of the hellos reported last: after a Retry the same one comes again (RFC 9000 section 17.2.5.2). */
  private reported: Buffer[] = [];

  constructor(
    private readonly flow: Flow,
    private readonly report: HelloReport,
    private readonly counters: Counters,
  ) {}

  /** Bytes kept between datagrams. */
  get bufferedBytes(): number {
    return this.connections.reduce((sum, { bufferedBytes }) => sum + bufferedBytes, 0);
  }

  /**
   * Takes an Initial packet. Its keys come from the destination id of the client's first packet, which changes to the server's
   * choice later while the keys stay, or to a Retry's choice with new keys.
   */
  packet(bytes: Uint8Array, header: LongHeader): void {
    const { connections } = this;
    const { frame } = this.flow;
    const same = connections.find((connection) => connection.hasDestination(header));
    const begun = same?.version === header.version ? same : undefined;
    const candidates = begun ? [begun] : connections.filter((connection) => connection.mayContinueWith(header));
    if (candidates.some((connection) => connection.packet(bytes, header, frame))) return;
    const mayBegin = header.destinationId.length >= minFirstIdBytes || header.hasToken;
    if (!begun && mayBegin && this.begin(bytes, header, same)) return;
    this.counters.unopenedQuic += 1;
  }

  /** `before` is the same attempt in another version, before a Version Negotiation: its hello stands for both. */
  private begin(bytes: Uint8Array, header: LongHeader, before: QuicConnection | undefined): boolean {
    const isKnown = before !== undefined && before.hellos > 0;
    const sink = (message: Uint8Array, index: number, datagrams: number): boolean =>
      (isKnown && index === 1) || this.hello(message, index, datagrams);
    const connection = new QuicConnection(header, sink, this.counters);
    if (!connection.packet(bytes, header, this.flow.frame)) return false;
    const others = this.connections.filter((other) => other !== before);
    this.connections = [connection, ...others].slice(0, maxConnections);
    return true;
  }

  private hello(message: Uint8Array, index: number, datagrams: number): boolean {
    const digest = hash('sha256', message, 'buffer');
    if (this.reported.some((other) => other.equals(digest))) return true;
    const seen = { message, transport: 'q', index, segments: datagrams, prologue: null } as const;
    if (!this.report(this.flow, seen)) return false;
    this.reported = [digest, ...this.reported].slice(0, maxConnections);
    return true;
  }
}
