import { u24, u8 } from '../bytes.js';
import { Pieces } from '../pieces.js';
import { clientHello, maxHelloBytes, minHelloBytes } from '../tls/hello-start.js';

const headerBytes = 4;
/** Chrome cuts a hello into some dozen frames to keep others from relying on its shape; more than this is hostile. */
const maxPieces = 512;

/** The handshake bytes of a client's Initial packets: CRYPTO frames in any order, repeated and overlapping. */
export class CryptoStream {
  private readonly pieces = new Pieces();
  /** Where the message that is read now begins. */
  private begin = 0;
  private lastFrame = -1;
  /** Something came that belongs to no hello: too far ahead, or in too many pieces. */
  private isHostile = false;
  /** Datagrams that brought something new of this message. */
  datagrams = 0;

  get bufferedBytes(): number {
    return this.pieces.bufferedBytes;
  }

  /** Takes `bytes` from `start` to `end`, which belong at `offset`, from packet number `frame`. */
  add(offset: number, bytes: Uint8Array, start: number, end: number, frame: number): void {
    const skipped = Math.max(0, this.begin - offset);
    if (this.isHostile || start + skipped >= end) return;
    if (offset + end - start > this.begin + headerBytes + maxHelloBytes) {
      this.isHostile = true;
      return;
    }
    const isNew = this.pieces.add(offset + skipped, bytes, start + skipped, end);
    if (isNew && frame !== this.lastFrame) {
      this.lastFrame = frame;
      this.datagrams += 1;
    }
    this.isHostile = this.pieces.count > maxPieces;
  }

  /** The ClientHello with its header when it is whole, null while it is not, 'impossible' when something else stands there. */
  next(): Uint8Array | null | 'impossible' {
    if (this.isHostile) return 'impossible';
    const available = this.pieces.runFrom(this.begin);
    if (available < headerBytes) return null;
    const header = this.read(headerBytes);
    const length = u24(header, 1);
    if (u8(header, 0) !== clientHello || length < minHelloBytes || length > maxHelloBytes) return 'impossible';
    return available < headerBytes + length ? null : this.read(headerBytes + length);
  }

  /** Goes on behind the message just read. */
  advance(length: number): void {
    this.begin += length;
    this.pieces.dropBefore(this.begin);
    this.datagrams = 0;
    this.lastFrame = -1;
  }

  private read(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    this.pieces.copyTo(bytes, this.begin);
    return bytes;
  }
}
