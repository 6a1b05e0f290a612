import { rm } from 'node:fs/promises';
import { BatchBuffers, withMore } from './batch-buffers.js';
import { FrameFile } from './frame-file.js';
import { contentOf, type Segment } from './segments.js';
import { Serial } from './serial.js';

/** Events that go to the API together, and under the same number for ever. */
export interface Batch {
  readonly number: number;
  readonly lines: number;
  /** NDJSON. */
  readonly body: Buffer;
}

/** The reading end of a spool: hands out each closed batch once, in order, and removes what is not needed any more. */
export class SpoolReader {
  private readonly serial = new Serial();
  private readonly buffers = new BatchBuffers();
  private file: FrameFile | null = null;
  private segment: Segment | null = null;
  /** Has bytes that are no frames: the rest of it is given up. */
  private damaged: Segment | null = null;

  constructor(
    /** Oldest first; shared with the writer. */
    private readonly segments: Segment[],
    /** Batches before this one have been handed out. */
    public nextBatch: number,
    /** Told of bytes that cannot be read any more. */
    private readonly onDamage: (path: string, bytes: number) => void,
  ) {}

  /** The next closed batch; null when there is none yet. */
  next(): Promise<Batch | null> {
    return this.serial.run(async () => {
      for (;;) {
        const batch = await this.read();
        if (batch) return batch;
        if (!(await this.advance())) return null;
      }
    });
  }

  /** Takes the body of a batch back, to be used for another. */
  giveBack({ body }: Batch): void {
    this.buffers.giveBack(body);
  }

  /** Removes the oldest segment, which the writer has ended; returns the lines in it that were never handed out. */
  removeOldest(): Promise<number> {
    return this.serial.run(async () => {
      const oldest = this.segments[0]!;
      const nextFirst = this.segments[1]?.firstBatch ?? Infinity;
      const { lines } = nextFirst > this.nextBatch ? await contentOf(oldest, this.nextBatch) : { lines: 0 };
      if (this.segment === oldest) await this.close();
      await rm(oldest.path, { force: true });
      this.segments.shift();
      this.nextBatch = Math.max(this.nextBatch, this.segments[0]?.firstBatch ?? 0);
      return lines;
    });
  }

  async close(): Promise<void> {
    const { file } = this;
    this.file = this.segment = null;
    await file?.close();
  }

  /** The next batch of this segment; null when it holds no more. */
  private async read(): Promise<Batch | null> {
    const { file, segment } = this;
    if (!file || !segment) return null;
    let body = this.buffers.take();
    let length = 0;
    let number = -1;
    let lines = 0;
    for (;;) {
      // A disk that cannot read it back is damage like any other.
      const frame = await file.peek(segment.bytes).catch(() => 'damaged' as const);
      if (frame === 'damaged') {
        this.giveUp(segment, segment.bytes - file.offset);
        await this.close();
        break;
      }
      if (frame === null || (number >= 0 && frame.batch !== number)) break;
      if (frame.batch >= this.nextBatch) {
        number = frame.batch;
        lines += frame.lines;
        body = withMore(body, length, frame.payload);
        length += frame.payload.length;
      }
      file.skip(frame);
    }
    if (number < 0) {
      this.buffers.giveBack(body);
      return null;
    }
    this.nextBatch = number + 1;
    return { number, lines, body: body.subarray(0, length) };
  }

  /** Goes to the segment that the next batch may be in; false when that is this one, or there is none. */
  private async advance(): Promise<boolean> {
    const { file, segment: current, segments } = this;
    // Read to an end that has moved meanwhile.
    if (current && file && file.offset < current.bytes) return true;
    const index = current ? segments.indexOf(current) + 1 : this.indexOfNext();
    const segment = segments[index];
    if (!segment) return false;
    await this.close();
    try {
      this.file = await FrameFile.open(segment.path);
      this.segment = segment;
    } catch {
      this.giveUp(segment, segment.bytes);
    }
    return true;
  }

  /** A segment ends where the next one begins, though numbers in between may be missing. */
  private indexOfNext(): number {
    const { damaged, nextBatch, segments } = this;
    const isBehind = (at: number): boolean => (segments[at + 1]?.firstBatch ?? Infinity) <= nextBatch;
    return segments.findIndex((segment, at) => segment !== damaged && !isBehind(at));
  }

  private giveUp(segment: Segment, bytes: number): void {
    this.damaged = segment;
    const next = this.segments[this.segments.indexOf(segment) + 1];
    if (next) this.nextBatch = Math.max(this.nextBatch, next.firstBatch);
    this.onDamage(segment.path, bytes);
  }
}
