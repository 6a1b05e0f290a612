import { open, type FileHandle } from 'node:fs/promises';
import { frameAt, type Frame } from './frame.js';

const blockBytes = 2 * 1024 * 1024;

/** Reads the frames of one segment in their order, through one buffer: what is read by the gigabyte must not be garbage. */
export class FrameFile {
  private buffer: Buffer = Buffer.allocUnsafe(blockBytes);
  /** Where the buffer begins in the file, how much of it is filled, and where in it the next frame begins. */
  private base = 0;
  private filled = 0;
  private at = 0;

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<FrameFile> {
    return new FrameFile(await open(path, 'r'));
  }

  /** Offset of the next frame. */
  get offset(): number {
    return this.base + this.at;
  }

  /**
   * The next frame that ends at or before `limit`, without moving on; null at the limit or the end of the file. Its
   * payload is valid until the next call.
   */
  async peek(limit: number): Promise<Frame | 'damaged' | null> {
    for (;;) {
      const room = Math.min(this.filled, limit - this.base);
      const frame = frameAt(this.buffer.subarray(0, Math.max(0, room)), this.at);
      if (frame !== 'short') return frame;
      if (!(await this.read(limit))) return null;
    }
  }

  /** Moves on behind a frame that {@link peek} returned. */
  skip(frame: Frame): void {
    this.at = frame.end;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** Reads on behind what is left of the last block; false when there is nothing before the limit. */
  private async read(limit: number): Promise<boolean> {
    const rest = this.filled - this.at;
    const whole = rest === this.buffer.length ? Buffer.allocUnsafe(2 * rest) : this.buffer;
    this.buffer.copy(whole, 0, this.at, this.filled);
    this.base += this.at;
    [this.buffer, this.at, this.filled] = [whole, 0, rest];
    const wanted = Math.min(whole.length - rest, limit - this.base - rest);
    if (wanted <= 0) return false;
    const { bytesRead } = await this.file.read(whole, rest, wanted, this.base + rest);
    this.filled += bytesRead;
    return bytesRead > 0;
  }
}
