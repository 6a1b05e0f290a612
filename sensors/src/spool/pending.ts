import { headerBytes } from './frame.js';

const frameBytes = 1024 * 1024;
const frameLines = 2500;
const maxFree = 4;
const newline = 0x0a;

/** Lines that go to the disk in one write: room for the frame's header, then NDJSON. */
export interface PendingFrame {
  readonly bytes: Buffer;
  length: number;
  lines: number;
  /** Being written: no line is added any more. */
  isTaken: boolean;
}

/**
 * Lines that wait to be written, as bytes in buffers that are used again: kept as texts they would live just long enough
 * to cost the garbage collector most.
 */
export class Pending {
  private readonly frames: PendingFrame[] = [];
  private readonly free: Buffer[] = [];
  /** Bytes of the lines. */
  size = 0;
  /** How many lines there are. */
  count = 0;

  constructor(private readonly maxBytes: number) {}

  /** False, and nothing taken, when there is no room. */
  add(line: string): boolean {
    const needed = Buffer.byteLength(line) + 1;
    if (this.size + needed > this.maxBytes) return false;
    const frame = this.frameFor(needed);
    frame.length += frame.bytes.write(line, frame.length);
    frame.bytes[frame.length] = newline;
    frame.length += 1;
    frame.lines += 1;
    this.size += needed;
    this.count += 1;
    return true;
  }

  /** The oldest frame. It stays, with the same lines, until {@link remove}. */
  oldest(): PendingFrame {
    const frame = this.frames[0]!;
    frame.isTaken = true;
    return frame;
  }

  /** Forgets the oldest frame: it is stored. */
  remove(): void {
    const { bytes, length, lines } = this.frames.shift()!;
    this.size -= length - headerBytes;
    this.count -= lines;
    if (bytes.length === frameBytes && this.free.length < maxFree) this.free.push(bytes);
  }

  private frameFor(needed: number): PendingFrame {
    const last = this.frames.at(-1);
    const hasRoom = last && !last.isTaken && last.lines < frameLines && last.length + needed <= last.bytes.length;
    if (hasRoom) return last;
    const isLarge = headerBytes + needed > frameBytes;
    const bytes = isLarge
      ? Buffer.allocUnsafe(headerBytes + needed)
      : (this.free.pop() ?? Buffer.allocUnsafe(frameBytes));
    const frame = { bytes, length: headerBytes, lines: 0, isTaken: false };
    this.frames.push(frame);
    return frame;
  }
}
