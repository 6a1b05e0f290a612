import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeHeader } from './frame.js';
import { Pending } from './pending.js';
import { segmentOf, syncDirectory, type Segment } from './segments.js';
import { Serial } from './serial.js';

/** Lines that arrive within this time share a write. */
const gatherMs = 20;
/** What the kernel has is on the disk after this time at the latest, should the machine lose its power. */
const syncMs = 1000;
const retryMs = 500;
const maxPendingBytes = 16 * 1024 * 1024;
/** So much waiting for a disk that works asks producers to wait a moment. */
const muchPendingBytes = 4 * 1024 * 1024;
const batchLines = 5000;
const maxBatchBytes = 4 * 1024 * 1024;

export interface WriterEvents {
  /** Told of lines that a write has handed to the kernel. */
  readonly onStored: (lines: number) => void;
  /** Told of writes and syncs that failed; they are tried again. */
  readonly onFailure: (error: Error) => void;
  /** Told when a segment ended; the next write makes a new one. */
  readonly onSealed: () => Promise<void>;
}

/** The writing end of a spool: gathers lines, appends frames to the newest segment, draws the borders between batches. */
export class SpoolWriter {
  private readonly pending = new Pending(maxPendingBytes);
  private readonly serial = new Serial();
  /** Apart from the writes, which need not wait for the disk. */
  private readonly syncs = new Serial();
  private file: FileHandle | null = null;
  private segment: Segment | null = null;
  /** Bytes of the segment, of closed batches and of the open one; and how many of them are on the disk. */
  private size = 0;
  private synced = 0;
  private openLines = 0;
  private openBytes = 0;
  private openSince = 0;
  private writing: Promise<void> | null = null;
  private syncTimer: NodeJS.Timeout | undefined;
  private closing = false;
  private isFailing = false;

  constructor(
    private readonly dir: string,
    /** Oldest first; the writer adds to its end. */
    private readonly segments: Segment[],
    private readonly segmentBytes: number,
    /** Number of the batch that the next line belongs to. */
    public openBatch: number,
    private readonly events: WriterEvents,
  ) {}

  /** Bytes written and not yet readable, as their batch is open. */
  get unreadableBytes(): number {
    return this.openBytes;
  }

  /** Milliseconds since the open batch got its first line; -1 when it has none. */
  get openForMs(): number {
    return this.openLines > 0 ? performance.now() - this.openSince : -1;
  }

  /** Lines come faster than the disk takes them. A disk that takes none is another matter: nobody waits for it. */
  get isBehind(): boolean {
    return !this.isFailing && this.pending.size > muchPendingBytes;
  }

  /** Takes a line to write; false when too many wait already, as on a full disk. */
  append(line: string): boolean {
    if (!this.pending.add(line)) return false;
    this.start();
    return true;
  }

  /** Resolves when every line taken so far is stored: a kill of this process cannot lose it any more. */
  async flush(): Promise<void> {
    while (this.writing) await this.writing;
  }

  /** Ends the open batch, if it holds lines, so that it can be read. */
  closeBatch(): Promise<void> {
    return this.serial.run(() => this.close());
  }

  /** Makes what is written survive a loss of power. */
  sync(): Promise<void> {
    return this.syncs.run(() => this.syncNow());
  }

  /** Stores what is waiting, if the disk takes it at once, and ends the segment. Returns the lines it could not store. */
  async end(): Promise<number> {
    this.closing = true;
    await this.flush();
    try {
      await this.closeBatch();
      await this.serial.run(() => this.seal());
    } catch (error) {
      this.events.onFailure(error as Error);
    }
    return this.pending.count;
  }

  private start(): void {
    this.writing ??= this.write().finally(() => {
      this.writing = null;
      if (this.pending.count > 0 && !this.closing) this.start();
    });
  }

  private async write(): Promise<void> {
    await sleep(this.closing ? 0 : gatherMs);
    while (this.pending.count > 0) {
      try {
        await this.serial.run(() => this.writeFrame());
        this.isFailing = false;
      } catch (error) {
        this.isFailing = true;
        this.events.onFailure(error as Error);
        if (this.closing) return;
        await sleep(retryMs);
      }
    }
  }

  private async writeFrame(): Promise<void> {
    const { bytes: buffer, length, lines } = this.pending.oldest();
    const batchBytes = Math.min(maxBatchBytes, this.segmentBytes);
    const isFull = this.openLines + lines > batchLines || this.openBytes + length > batchBytes;
    if (isFull && this.openLines > 0) await this.close();
    const file = await this.openFile();
    const bytes = buffer.subarray(0, length);
    writeHeader(bytes, this.openBatch, lines);
    // At the place where a failed write began, should there have been one.
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, written, bytes.length - written, this.size + written);
      written += bytesWritten;
    }
    this.pending.remove();
    if (this.openLines === 0) this.openSince = performance.now();
    this.openLines += lines;
    this.openBytes += bytes.length;
    this.size += bytes.length;
    this.events.onStored(lines);
    this.syncTimer ??= setTimeout(() => void this.syncSoon(), syncMs).unref();
  }

  private async openFile(): Promise<FileHandle> {
    if (this.file) return this.file;
    const segment = segmentOf(this.dir, this.openBatch);
    this.file = await open(segment.path, 'w', 0o600);
    this.segment = segment;
    this.size = this.synced = 0;
    this.segments.push(segment);
    return this.file;
  }

  private async close(): Promise<void> {
    if (this.openLines === 0 || !this.segment) return;
    this.segment.bytes = this.size;
    this.openBatch += 1;
    this.openLines = this.openBytes = 0;
    if (this.size >= this.segmentBytes) await this.seal();
  }

  private async seal(): Promise<void> {
    if (!this.file) return;
    // A write that failed may have left bytes behind.
    await this.file.truncate(this.size);
    await this.syncs.run(async () => {
      await this.syncNow();
      const { file } = this;
      this.file = this.segment = null;
      await file?.close();
    });
    await this.events.onSealed();
  }

  private async syncNow(): Promise<void> {
    clearTimeout(this.syncTimer);
    this.syncTimer = undefined;
    if (!this.file || this.synced === this.size) return;
    const { size } = this;
    await this.file.datasync();
    if (this.synced === 0) await syncDirectory(this.dir);
    this.synced = size;
  }

  private async syncSoon(): Promise<void> {
    await this.sync().catch((error: unknown) => this.events.onFailure(error as Error));
  }
}
