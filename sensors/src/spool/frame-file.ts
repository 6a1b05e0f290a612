import { open, type FileHandle } from 'node:fs/promises';
import { frameAt, type Frame } from './frame.js';

const chunkBytes = 1024 * 1024;

/** Reads the frames of one segment in their order, holding about a chunk of it. */
export class FrameFile {
  private bytes = Buffer.alloc(0);
  /** Where `bytes` begins in the file, and where in it the next frame begins. */
  private base = 0;
  private at = 0;

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<FrameFile> {
    return new FrameFile(await open(path, 'r'));
  }

  /** Offset of the next frame. */
  get offset(): number {
    return this.base + this.at;
  }

  /** The next frame that ends at or before `limit`, without moving on; null at the limit or the end of the file. */
  async peek(limit: number): Promise<Frame | 'damaged' | null> {
    for (;;) {
      const room = Math.min(this.bytes.length, limit - this.base);
      const frame = frameAt(this.bytes.subarray(0, Math.max(0, room)), this.at);
      if (frame !== 'short') return frame;
      if (!(await this.read(limit))) return null;
    }
  }

  /** Moves on behind a frame that {@link peek} returned. Its payload stays valid. */
  skip(frame: Frame): void {
    this.at = frame.end;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** Reads on, keeping what is left of the last chunk; false when there is nothing before the limit. */
  private async read(limit: number): Promise<boolean> {
    const rest = this.bytes.subarray(this.at);
    const wanted = Math.min(chunkBytes, limit - this.offset - rest.length);
    if (wanted <= 0) return false;
    const next = Buffer.allocUnsafe(rest.length + wanted);
    rest.copy(next);
    const { bytesRead } = await this.file.read(next, rest.length, wanted, this.offset + rest.length);
    if (bytesRead === 0) return false;
    this.base = this.offset;
    this.at = 0;
    this.bytes = next.subarray(0, rest.length + bytesRead);
    return true;
  }
}
