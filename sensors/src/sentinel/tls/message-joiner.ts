import { u24, u8 } from '../bytes.js';
import { clientHello, maxHelloBytes, minHelloBytes } from './hello-start.js';

const headerBytes = 4;
/** Room for the hello of a browser with an ML-KEM key share. */
const usualBytes = 2048;
const noBytes = new Uint8Array(0);

/** True for a handshake header (type and 24-bit length) that a ClientHello can have. */
function isPossible(bytes: Uint8Array, at: number): boolean {
  const length = u24(bytes, at + 1);
  return u8(bytes, at) === clientHello && length >= minHelloBytes && length <= maxHelloBytes;
}

/** Joins the payloads of records until a ClientHello message is whole. One that came in one piece is not copied. */
export class MessageJoiner {
  status: 'waiting' | 'whole' | 'impossible' = 'waiting';
  /** The message when it is whole, with its header; valid until the next call. */
  message: Uint8Array = noBytes;
  private kept: Uint8Array = noBytes;
  private length = 0;

  /** A message has begun and is not whole. */
  get begun(): boolean {
    return this.length > 0;
  }

  get bufferedBytes(): number {
    return this.kept.length;
  }

  /** Takes handshake bytes, sets `status` and returns how many bytes belonged to the message. */
  add(data: Uint8Array, start: number, end: number): number {
    this.status = 'waiting';
    if (this.length === 0 && end - start >= headerBytes) {
      const total = headerBytes + u24(data, start + 1);
      if (!isPossible(data, start)) return this.giveUp(end - start);
      if (total <= end - start) {
        this.finish(data.subarray(start, start + total));
        return total;
      }
    }
    const used = Math.min(this.missingBytes(), end - start);
    this.append(data, start, start + used);
    if (this.length === headerBytes && !isPossible(this.kept, 0)) return this.giveUp(used);
    if (this.length > headerBytes && this.missingBytes() === 0) this.finish(this.kept.subarray(0, this.length));
    return used;
  }

  /** Forgets the message that has begun. */
  reset(): void {
    this.kept = noBytes;
    this.length = 0;
  }

  private giveUp(used: number): number {
    this.reset();
    this.status = 'impossible';
    return used;
  }

  private finish(message: Uint8Array): void {
    this.reset();
    this.message = message;
    this.status = 'whole';
  }

  /** Bytes until the message, or first its header, is whole. */
  private missingBytes(): number {
    const total = this.length < headerBytes ? headerBytes : headerBytes + u24(this.kept, 1);
    return total - this.length;
  }

  /** Grows with what has arrived, not with what is announced: a sender could announce 16 MB. */
  private append(data: Uint8Array, start: number, end: number): void {
    const needed = this.length + end - start;
    if (needed > this.kept.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.kept.length, usualBytes));
      grown.set(this.kept.subarray(0, this.length));
      this.kept = grown;
    }
    this.kept.set(data.subarray(start, end), this.length);
    this.length = needed;
  }
}
