import { u16, u32, u8 } from '../bytes.js';

/** Reads numbers of one, two, four or eight bytes (RFC 9000 section 16) one after the other. */
export class VarintReader {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
    readonly end: number,
  ) {}

  /** The next number; -1 when the bytes end before, and from then on. */
  next(): number {
    const { bytes, at } = this;
    const length = at < this.end ? 1 << (u8(bytes, at) >> 6) : 1;
    this.at += length;
    if (this.at > this.end) {
      this.at = this.end;
      return -1;
    }
    switch (length) {
      case 1:
        return u8(bytes, at);
      case 2:
        return u16(bytes, at) & 0x3fff;
      case 4:
        return u32(bytes, at) & 0x3fffffff;
      default:
        // Above 2^53 not exact, and above everything that is compared with it.
        return (u32(bytes, at) & 0x3fffffff) * 2 ** 32 + u32(bytes, at + 4);
    }
  }

  /** Moves over `count` bytes; false when there are fewer. */
  skip(count: number): boolean {
    if (count < 0 || count > this.end - this.at) return false;
    this.at += count;
    return true;
  }
}
