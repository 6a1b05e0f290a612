import { copyOf, u16, u8 } from '../bytes.js';
import {
  changeCipherSpec,
  applicationData,
  findHelloStart,
  handshakeRecord,
  helloStartsAt,
  maxRecordBytes,
  mayStandFirst,
  recordStartsAt,
} from './hello-start.js';
import { MessageJoiner } from './message-joiner.js';
import { excludesTls, prologueName } from './prologue.js';

const recordHeaderBytes = 5;
const prologueHeadBytes = 64;
/** Places where a hello seemed to begin, of one stream, before it is left alone. */
const maxFalseStarts = 64;
const noBytes = new Uint8Array(0);

/** Receives a whole ClientHello message, handshake header included; the bytes are only valid during the call. */
export interface HelloSink {
  /**
   * @returns whether another hello may follow after early data ('early-data'), without ('plain'), or 'malformed'
   * when the message is not a ClientHello after all.
   */
  hello(message: Uint8Array, segments: number, prologue: string | null): 'plain' | 'early-data' | 'malformed';
}

/**
 * Finds the ClientHellos in the bytes that a client sends: strips the records (RFC 8446 section 5.1) and joins their
 * payloads until a message is whole. Something else may stand before TLS (see prologue.ts). Walks over each byte
 * once and keeps only the message being joined.
 */
export class HelloReader {
  private readonly joiner = new MessageJoiner();
  private state: 'start' | 'search' | 'records' | 'done' = 'start';
  /** Bytes not walked over yet because a header is not whole; `restPushes` is the number of pushes they came in. */
  private rest: Uint8Array = noBytes;
  private restPushes = 0;
  private prologue: Uint8Array = noBytes;
  private searched = 0;
  private recordType = 0;
  private recordLeft = 0;
  private segments = 0;
  private found = 0;
  private earlyData = false;
  private falseStarts = 0;

  constructor(
    private readonly sink: HelloSink,
    private readonly searchBytes: number,
  ) {}

  get done(): boolean {
    return this.state === 'done';
  }

  /** A hello has begun and is not whole. */
  private get joining(): boolean {
    if (this.state !== 'records') return false;
    return this.joiner.begun || (this.recordLeft > 0 && this.recordType === handshakeRecord);
  }

  /** Bytes kept between pushes. */
  get bufferedBytes(): number {
    return this.rest.length + this.joiner.bufferedBytes + this.prologue.length;
  }

  /** Takes the next bytes of the stream, of one TCP segment. */
  push(bytes: Uint8Array, start: number, end: number): void {
    if (this.state === 'done' || start >= end) return;
    if (this.joining) this.segments += 1;
    const joined = this.rest.length > 0;
    const data = joined ? Buffer.concat([this.rest, bytes.subarray(start, end)]) : bytes;
    const from = joined ? 0 : start;
    const to = joined ? data.length : end;
    const earlier = this.rest.length;
    this.rest = noBytes;
    const at = this.walk(data, from, to, joined ? this.restPushes + 1 : 1);
    if (at >= to || this.done) return;
    this.restPushes = joined && at - from < earlier ? this.restPushes + 1 : 1;
    this.rest = copyOf(data, at, to);
  }

  /** A part of the stream is missing: what comes next is searched for a hello. */
  skipGap(): void {
    if (this.state === 'done') return;
    if (this.found > 0) this.finish();
    else this.beginSearch();
  }

  private walk(data: Uint8Array, from: number, to: number, pushes: number): number {
    let at = from;
    if (this.state === 'start') at = this.begin(data, at, to);
    while (at < to && (this.state === 'search' || this.state === 'records')) {
      const before = at;
      const searching = this.state === 'search';
      at = searching ? this.search(data, at, to) : this.records(data, at, to, at - from > 0 ? 1 : pushes);
      if (at === before && searching === (this.state === 'search')) break;
    }
    return at;
  }

  /**
   * Decides what the stream begins with. Alerts, change_cipher_spec and empty records may stand before a hello; a stream that
   * begins with any other TLS record is a server's, or its hello was missed.
   */
  private begin(data: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      if (this.recordLeft > 0) {
        at += this.skip(Math.min(this.recordLeft, to - at));
        continue;
      }
      const verdict = helloStartsAt(data, at, to, false);
      if (verdict === 'more') return at;
      if (verdict === 'yes') {
        this.state = 'records';
        return at;
      }
      const record = recordStartsAt(data, at, to);
      if (record === 'more') return at;
      if (record === 'no') {
        this.state = 'search';
        return at;
      }
      const length = u16(data, at + 3);
      this.searched += recordHeaderBytes + length;
      if (!mayStandFirst(u8(data, at), length) || this.searched > this.searchBytes) {
        this.finish();
        return at;
      }
      this.recordLeft = length;
      at += recordHeaderBytes;
    }
    return at;
  }

  private finish(): void {
    this.state = 'done';
    this.rest = this.prologue = noBytes;
    this.joiner.reset();
  }

  private beginSearch(): void {
    this.state = 'search';
    this.rest = noBytes;
    this.recordLeft = 0;
    this.joiner.reset();
  }

  private search(data: Uint8Array, from: number, to: number): number {
    const { at, verdict } = findHelloStart(data, from, to);
    if (verdict === 'yes') this.state = 'records';
    this.remember(data, from, at);
    this.searched += at - from;
    // Also where a hello begins: reading it would give up for the same reason, and the search begin again here.
    if (this.searched > this.searchBytes || excludesTls(this.prologue)) this.finish();
    return at;
  }

  private remember(data: Uint8Array, from: number, to: number): void {
    const room = Math.min(prologueHeadBytes - this.prologue.length, to - from);
    if (room > 0) this.prologue = Buffer.concat([this.prologue, data.subarray(from, from + room)]);
  }

  private records(data: Uint8Array, from: number, to: number, pushes: number): number {
    let at = from;
    while (at < to && this.state === 'records') {
      if (this.recordLeft === 0) {
        if (to - at < recordHeaderBytes) return at;
        if (!this.beginRecord(data, at)) break;
        if (!this.joiner.begun && this.recordType === handshakeRecord) {
          this.segments = at === from ? pushes : 1;
        }
        at += recordHeaderBytes;
        continue;
      }
      const taken = Math.min(this.recordLeft, to - at);
      at += this.recordType === handshakeRecord ? this.payload(data, at, at + taken) : this.skip(taken);
    }
    return at;
  }

  /** Between two hellos a client may send change_cipher_spec and early data (RFC 8446 appendix D.4, section 4.2.10). */
  private beginRecord(data: Uint8Array, at: number): boolean {
    const type = u8(data, at);
    const length = u16(data, at + 3);
    const between = this.found > 0 && !this.joiner.begun;
    const skipped = between && (type === changeCipherSpec || (type === applicationData && this.earlyData));
    if (skipped) this.searched += recordHeaderBytes + length;
    if (length > maxRecordBytes || this.searched > this.searchBytes || (type !== handshakeRecord && !skipped)) {
      this.giveUp();
      return false;
    }
    this.recordType = type;
    this.recordLeft = length;
    return true;
  }

  private giveUp(): void {
    this.falseStarts += 1;
    const mayGoOn = this.found === 0 && this.prologue.length > 0 && this.falseStarts < maxFalseStarts;
    if (mayGoOn) this.beginSearch();
    else this.finish();
  }

  /** Takes handshake bytes and returns how many it used. */
  private payload(data: Uint8Array, start: number, end: number): number {
    const { joiner } = this;
    const used = this.skip(joiner.add(data, start, end));
    if (joiner.status === 'impossible') this.giveUp();
    if (joiner.status === 'whole') this.deliver(joiner.message);
    return used;
  }

  private skip(count: number): number {
    this.recordLeft -= count;
    return count;
  }

  private deliver(message: Uint8Array): void {
    const prologue = this.prologue.length > 0 ? prologueName(this.prologue) : null;
    const result = this.sink.hello(message, this.segments, prologue);
    if (result === 'malformed') return this.giveUp();
    this.found += 1;
    this.earlyData = result === 'early-data';
    // One retry request is allowed per connection (RFC 8446 section 4.1.4).
    if (this.found === 2) this.finish();
  }
}
