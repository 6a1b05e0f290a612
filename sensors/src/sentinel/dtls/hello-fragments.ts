import { Pieces } from '../pieces.js';

/** Fragments may be as small as one byte; a path for a hello of the usual size needs far fewer. */
const maxPieces = 512;

/** The fragments of one ClientHello (RFC 6347 section 4.2.3), in any order and overlapping. */
export class HelloFragments {
  private readonly pieces = new Pieces();
  private lastFrame = -1;
  /** Datagrams that brought something new. */
  datagrams = 0;

  constructor(
    /** Length of the hello. */
    readonly length: number,
  ) {}

  get bufferedBytes(): number {
    return this.pieces.bufferedBytes;
  }

  get isWhole(): boolean {
    return this.pieces.received === this.length;
  }

  /** Too many pieces to go on. */
  get isHostile(): boolean {
    return this.pieces.count > maxPieces;
  }

  /** Takes the fragment that belongs at `offset`, from packet number `frame`. */
  add(offset: number, bytes: Uint8Array, start: number, end: number, frame: number): void {
    const isNew = this.pieces.add(offset, bytes, start, end);
    if (!isNew || frame === this.lastFrame) return;
    this.lastFrame = frame;
    this.datagrams += 1;
  }

  /** The body of the hello, once it is whole. */
  get body(): Uint8Array {
    const body = new Uint8Array(this.length);
    this.pieces.copyTo(body);
    return body;
  }
}
