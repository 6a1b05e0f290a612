import type { Counters } from '../counters.js';
import { CryptoStream } from './crypto-stream.js';
import { readFrames } from './frames.js';
import { InitialKeys } from './initial-keys.js';
import type { LongHeader } from './long-header.js';

/** Memory of a connection besides its handshake bytes, and of the keys of each version that was tried. */
const overhead = 1024;
const keysOverhead = 1024;

/** Receives a whole ClientHello; false when it is none. */
type HelloSink = (message: Uint8Array, index: number, datagrams: number) => boolean;

/** A client's attempt to connect, from one choice of keys to its last hello. */
export class QuicConnection {
  private stream: CryptoStream | null = new CryptoStream();
  /** ClientHellos found so far. */
  hellos = 0;
  /** Version that this connection began with. */
  readonly version: number;
  private readonly destinationId: Uint8Array;
  private readonly sourceId: Uint8Array;
  /** By version: a server may go on in another one, with keys of the same connection id (RFC 9369 section 4.1). */
  private readonly keys = new Map<number, InitialKeys>();

  constructor(
    header: LongHeader,
    private readonly sink: HelloSink,
    private readonly counters: Counters,
  ) {
    this.version = header.version;
    // Copies: the header points into the packet.
    this.destinationId = Uint8Array.from(header.destinationId);
    this.sourceId = Uint8Array.from(header.sourceId);
  }

  get bufferedBytes(): number {
    return overhead + this.keys.size * keysOverhead + (this.stream?.bufferedBytes ?? 0);
  }

  /** The packet carries the connection id that this connection began with. */
  hasDestination({ destinationId }: LongHeader): boolean {
    return Buffer.compare(this.destinationId, destinationId) === 0;
  }

  /**
   * The packet may belong to this connection although the server has chosen another destination id for it since: its sender still
   * has the same one.
   */
  mayContinueWith(header: LongHeader): boolean {
    return Buffer.compare(this.sourceId, header.sourceId) === 0 && !this.hasDestination(header);
  }

  /** Takes an Initial packet, of packet number `frame` of the capture; false when it is not protected with this connection's keys. */
  packet(bytes: Uint8Array, header: LongHeader, frame: number): boolean {
    if (!this.stream) return this.hasDestination(header);
    let keys = this.keys.get(header.version);
    if (!keys) {
      keys = new InitialKeys(header.parameters, this.destinationId);
      this.keys.set(header.version, keys);
    }
    this.counters.triedQuicKeys += 1;
    const frames = keys.open(bytes, header);
    if (!frames) return false;
    this.read(frames, this.stream, frame);
    return true;
  }

  private read(frames: Uint8Array, stream: CryptoStream, frame: number): void {
    const whole = readFrames(frames, (offset, start, end) => {
      stream.add(offset, frames, start, end, frame);
    });
    if (!whole) this.counters.malformedQuic += 1;
    const goesOn = this.deliver(stream);
    // One retry request is allowed per connection (RFC 8446 section 4.1.4).
    if (goesOn && this.hellos < 2) return;
    this.stream = null;
    this.keys.clear();
  }

  /** Hands on what is whole; false when there is something else than ClientHellos. */
  private deliver(stream: CryptoStream): boolean {
    while (this.hellos < 2) {
      const message = stream.next();
      if (!message) return true;
      if (message === 'impossible') {
        this.counters.malformedHellos += 1;
        return false;
      }
      if (!this.sink(message, this.hellos + 1, stream.datagrams)) return false;
      this.hellos += 1;
      stream.advance(message.length);
    }
    return true;
  }
}
