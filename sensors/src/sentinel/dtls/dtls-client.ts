import { u16, u24, u8 } from '../bytes.js';
import type { Counters } from '../counters.js';
import type { Flow } from '../flow/flow.js';
import type { HelloReport } from '../report.js';
import { clientHello, maxHelloBytes, minHelloBytes } from '../tls/hello-start.js';
import { HelloFragments } from './hello-fragments.js';
import { handshakeRecords } from './record.js';

const headerBytes = 12;
/** The first hello and its successor, which answers a HelloVerifyRequest or a HelloRetryRequest. */
const maxUnfinished = 2;
const noBytes = new Uint8Array(0);

/** Finds the ClientHellos in the datagrams of a DTLS client (RFC 6347 section 4.2, RFC 9147 section 5). */
export class DtlsClient {
  /** By number of the message. */
  private readonly unfinished = new Map<number, HelloFragments>();
  private firstSeen = false;
  /** The hello put together last: its fragments may be sent again. */
  private assembled: Uint8Array = noBytes;

  constructor(
    private readonly flow: Flow,
    private readonly report: HelloReport,
    private readonly counters: Counters,
  ) {}

  /** Bytes kept between datagrams. */
  get bufferedBytes(): number {
    let bytes = this.assembled.length;
    for (const hello of this.unfinished.values()) bytes += hello.bufferedBytes;
    return bytes;
  }

  /** Takes the payload of a datagram. */
  datagram(bytes: Uint8Array, start: number, end: number): void {
    handshakeRecords(bytes, start, end, (from, to) => this.record(bytes, from, to));
  }

  /** A record may hold several messages, or fragments of them. */
  private record(bytes: Uint8Array, start: number, end: number): void {
    let at = start;
    while (end - at >= headerBytes) {
      const fragmentEnd = at + headerBytes + u24(bytes, at + 9);
      if (fragmentEnd > end) {
        this.counters.malformedHellos += 1;
        return;
      }
      if (u8(bytes, at) === clientHello) this.fragment(bytes, at, fragmentEnd);
      at = fragmentEnd;
    }
  }

  private fragment(bytes: Uint8Array, header: number, end: number): void {
    const length = u24(bytes, header + 1);
    const number = u16(bytes, header + 4);
    const offset = u24(bytes, header + 6);
    const start = header + headerBytes;
    if (length < minHelloBytes || length > maxHelloBytes || offset + end - start > length) {
      this.counters.malformedHellos += 1;
    } else if (end - start === length) {
      this.unfinished.delete(number);
      this.hello(number, bytes.subarray(start, end), 1);
    } else {
      const hello = this.unfinishedOf(number, length);
      hello.add(offset, bytes, start, end, this.flow.frame);
      if (hello.isWhole) this.assemble(number, hello);
      else if (hello.isHostile) this.unfinished.delete(number);
    }
  }

  private unfinishedOf(number: number, length: number): HelloFragments {
    let hello = this.unfinished.get(number);
    if (hello?.length === length) return hello;
    hello = new HelloFragments(length);
    this.unfinished.set(number, hello);
    if (this.unfinished.size > maxUnfinished) {
      const [oldest = number] = this.unfinished.keys();
      this.unfinished.delete(oldest);
    }
    return hello;
  }

  private assemble(number: number, { body, datagrams }: { body: Uint8Array; datagrams: number }): void {
    this.unfinished.delete(number);
    if (Buffer.compare(body, this.assembled) === 0) return;
    this.assembled = body;
    this.hello(number, body, datagrams);
  }

  /**
   * Reports the hello of message `number`: 0 begins a connection. One that is sent again in one piece is reported again, as one
   * more hello on the wire (so do Wireshark and nDPI); fragments sent again are not.
   */
  private hello(number: number, body: Uint8Array, datagrams: number): void {
    if (number === 0) this.firstSeen = true;
    const index = number > 0 && this.firstSeen ? 2 : 1;
    this.report(this.flow, { message: messageOf(body), transport: 'd', index, segments: datagrams, prologue: null });
  }
}

/** The message with the header that TLS would give it: DTLS 1.3 hashes it like that (RFC 9147 section 5.2). */
function messageOf(body: Uint8Array): Uint8Array {
  const message = new Uint8Array(4 + body.length);
  message.set([clientHello, body.length >> 16, (body.length >> 8) & 0xff, body.length & 0xff]);
  message.set(body, 4);
  return message;
}
