import { copyOf } from './bytes.js';

interface Piece {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/** Memory of a piece besides its bytes, as measured: a typed array costs more than a small fragment. */
const pieceOverhead = 320;

/**
 * Parts of something whole that arrive in any order: sorted, free of overlap, each byte as it arrived first. A sender of tiny
 * parts costs memory and time, so the caller bounds {@link count}.
 */
export class Pieces {
  private pieces: Piece[] = [];
  /** Bytes received, each counted once. */
  received = 0;

  get count(): number {
    return this.pieces.length;
  }

  /** Memory used, bookkeeping included. */
  get bufferedBytes(): number {
    return this.received + this.pieces.length * pieceOverhead;
  }

  /** Keeps a copy of what is new in `bytes` from `from` to `to`, which stands at `start` of the whole; true when anything was. */
  add(start: number, bytes: Uint8Array, from: number, to: number): boolean {
    const { pieces, received } = this;
    const end = start + to - from;
    let at = start;
    for (let index = 0; at < end; index += 1) {
      const piece = pieces[index];
      const gapEnd = piece ? Math.min(end, piece.start) : end;
      if (at < gapEnd) {
        const source = from + at - start;
        pieces.splice(index, 0, { start: at, bytes: copyOf(bytes, source, source + gapEnd - at) });
        this.received += gapEnd - at;
        at = gapEnd;
      } else if (piece) {
        at = Math.max(at, piece.start + piece.bytes.length);
      }
    }
    return this.received > received;
  }

  /** How many bytes are there without a gap from `start` on. */
  runFrom(start: number): number {
    let at = start;
    for (const piece of this.pieces) {
      if (piece.start > at) break;
      at = Math.max(at, piece.start + piece.bytes.length);
    }
    return at - start;
  }

  /** Forgets the parts that end at `start` or before. */
  dropBefore(start: number): void {
    this.pieces = this.pieces.filter((piece) => piece.start + piece.bytes.length > start);
    this.received = this.pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** Writes the bytes from `start` on to `target`, as many as it holds. */
  copyTo(target: Uint8Array, start = 0): void {
    for (const { start: at, bytes } of this.pieces) {
      const skipped = Math.max(0, start - at);
      const place = at + skipped - start;
      if (place >= target.length) return;
      target.set(bytes.subarray(skipped, skipped + target.length - place), place);
    }
  }
}
