import { copyOf } from '../bytes.js';
import type { Counters } from '../counters.js';
import type { Limits } from '../limits.js';
import type { HelloReader } from '../tls/hello-reader.js';
import { findHelloStart } from '../tls/hello-start.js';

/** Memory of a waiting piece besides its bytes, as measured: a typed array costs more than a small segment. */
const pieceOverhead = 320;
/** Segments further from what is expected belong to another connection. */
const maxDistance = 16 * 1024 * 1024;
/** Segments held back while it is not known where the stream begins. */
const maxHeld = 64;

interface Piece {
  readonly sequence: number;
  readonly bytes: Uint8Array;
}

/** Distance from `origin` to `sequence`, negative when it lies before; sequence numbers wrap at 2^32. */
const distance = (sequence: number, origin: number): number => (sequence - origin) | 0;

/**
 * One direction of a connection in the order of its sequence numbers: hands each byte to the reader once, as it arrived
 * first; what later segments say in its place is ignored. When the capture missed the SYN, the stream begins where
 * a hello begins, or after some segments with the lowest number seen.
 */
export class ClientStream {
  private first = 0;
  private next = 0;
  private beginKnown = false;
  /** Sorted by distance from `next`, free of overlap. */
  private pending: Piece[] = [];
  private pendingBytes = 0;

  constructor(
    private readonly reader: HelloReader,
    private readonly limits: Limits,
    private readonly counters: Counters,
  ) {}

  get bufferedBytes(): number {
    return this.pendingBytes + this.reader.bufferedBytes;
  }

  /** Nothing that comes can be of use. */
  get done(): boolean {
    return this.reader.done;
  }

  get started(): boolean {
    return this.beginKnown;
  }

  /** The stream has begun with this number. */
  startedAt(sequence: number): boolean {
    return this.beginKnown && this.first === sequence;
  }

  /** A segment with this number cannot be of this stream. */
  isFarFrom(sequence: number): boolean {
    return this.beginKnown && Math.abs(distance(sequence, this.next)) > maxDistance;
  }

  /** Says that the first byte of the stream has this number. */
  begin(sequence: number): void {
    this.first = sequence;
    this.next = sequence;
    this.beginKnown = true;
    this.drain();
  }

  /** Takes the payload of a segment. */
  accept(sequence: number, bytes: Uint8Array, start: number, end: number): void {
    if (this.reader.done || start >= end) return;
    if (!this.beginKnown && !this.findBegin(sequence, bytes, start, end)) return;
    const ahead = distance(sequence, this.next);
    if (Math.abs(ahead) > maxDistance) {
      this.counters.outOfWindow += 1;
    } else if (ahead > 0) {
      this.store(sequence, bytes, start, end);
      this.makeRoom();
    } else if (start - ahead < end) {
      if (this.pending.length === 0) return this.advance(bytes, start - ahead, end);
      this.store(this.next, bytes, start - ahead, end);
      this.drain();
    }
  }

  /** At the end of the capture: reads what waits, over the gaps. */
  flush(): void {
    if (!this.beginKnown) this.beginAtLowest();
    while (this.pending.length > 0 && !this.reader.done) this.skipGap();
  }

  private advance(bytes: Uint8Array, start: number, end: number): void {
    this.next = (this.next + end - start) >>> 0;
    this.reader.push(bytes, start, end);
    if (this.reader.done) this.forget();
  }

  private forget(): void {
    this.pending = [];
    this.pendingBytes = 0;
  }

  private drain(): void {
    let taken = 0;
    for (let piece = this.pending[taken]; piece; piece = this.pending[taken]) {
      const ahead = distance(piece.sequence, this.next);
      if (ahead > 0) break;
      taken += 1;
      this.pendingBytes -= piece.bytes.length + pieceOverhead;
      if (-ahead < piece.bytes.length) this.advance(piece.bytes, -ahead, piece.bytes.length);
      if (this.pending.length === 0) return;
    }
    if (taken > 0) this.pending.splice(0, taken);
  }

  /** Keeps a copy of what is new. */
  private store(sequence: number, bytes: Uint8Array, start: number, end: number): void {
    const { pending } = this;
    let at = start;
    for (let index = Math.max(0, this.placeOf(sequence) - 1); at < end; index += 1) {
      const piece = pending[index];
      const pieceStart = piece ? start + distance(piece.sequence, sequence) : end;
      const gapEnd = Math.min(end, pieceStart);
      if (at < gapEnd) {
        pending.splice(index, 0, { sequence: (sequence + at - start) >>> 0, bytes: copyOf(bytes, at, gapEnd) });
        this.pendingBytes += gapEnd - at + pieceOverhead;
        at = gapEnd;
      } else if (piece) {
        at = Math.max(at, pieceStart + piece.bytes.length);
      }
    }
  }

  private makeRoom(): void {
    while (this.pendingBytes > this.limits.flowBytes) this.skipGap();
  }

  /** Index behind the last piece that does not begin later. */
  private placeOf(sequence: number): number {
    let low = 0;
    let high = this.pending.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (distance((this.pending[middle] as Piece).sequence, sequence) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private skipGap(): void {
    this.counters.skippedGaps += 1;
    this.beginKnown = true;
    this.next = this.pending[0]?.sequence ?? this.next;
    this.reader.skipGap();
    this.drain();
  }

  /** True when the segment can be accepted now; else it is held back, or has been read with the others. */
  private findBegin(sequence: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { at, verdict } = findHelloStart(bytes, start, end);
    const isHello = verdict === 'yes' || (verdict === 'more' && at === start);
    if (isHello && this.pending.length === 0) {
      this.begin(sequence);
      return true;
    }
    if (this.pending.length === 0) this.next = sequence;
    this.store(sequence, bytes, start, end);
    this.makeRoom();
    // Too much was held back: it has been read already.
    if (this.beginKnown) return false;
    if (isHello) this.begin(this.startOfRun(this.placeOf(sequence) - 1));
    else if (this.pending.length >= maxHeld) this.beginAtLowest();
    return false;
  }

  /** Where the pieces without a gap before piece `index` begin. */
  private startOfRun(index: number): number {
    let first = index;
    for (; first > 0; first -= 1) {
      const piece = this.pending[first] as Piece;
      const before = this.pending[first - 1] as Piece;
      if (distance(piece.sequence, before.sequence) > before.bytes.length) break;
    }
    return (this.pending[first] as Piece).sequence;
  }

  private beginAtLowest(): void {
    if (this.pending[0]) this.begin(this.pending[0].sequence);
  }
}
