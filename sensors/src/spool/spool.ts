import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPosition, writePosition } from './position.js';
import { SpoolReader, type Batch } from './reader.js';
import { recover, type Segment } from './segments.js';
import { Serial } from './serial.js';
import { SpoolWriter } from './writer.js';

/** An open batch is ended for a sender that has nothing else to send when it is this old. */
const batchMs = 1000;
const pollMs = 50;
const maxSegmentBytes = 16 * 1024 * 1024;
const segmentsPerSpool = 16;
/** How often the position is saved; what a crash forgets of it is sent again under its old keys and counts once. */
const saveMs = 200;

export interface SpoolOptions {
  readonly dir: string;
  /** Bound of all segments; beyond it the oldest go, sent or not. */
  readonly maxBytes: number;
  /** Told of what a person should know, one message for each kind of trouble at a time. */
  readonly onTrouble: (message: string) => void;
}

/** What became of the lines. All numbers only grow. */
export class SpoolCounters {
  /** Lines handed to the kernel: what "acknowledged by the spool" means. */
  stored = 0;
  /** Lines not taken because too many waited for the disk. */
  refused = 0;
  /** Lines dropped, oldest first, to stay within the bound. */
  dropped = 0;
  /** Bytes cut off at the start: writes that a crash left unfinished. */
  tornBytes = 0;
  /** Bytes that can no longer be read as what was written. */
  damagedBytes = 0;
  /** Writes and syncs that failed and were tried again. */
  failedWrites = 0;
}

/**
 * A durable queue of lines between a producer that cannot wait and a consumer that may be away for days.
 *
 * A line is stored when the kernel has it, about 20 ms after {@link append}: a kill of this process does not lose it. It
 * is on the disk a second later, and before it is handed out: a loss of power costs at most that second. Lines are
 * handed out in batches whose borders are part of what is stored, so that the same batch has the same number and the
 * same lines however often it is handed out again.
 */
export class Spool {
  readonly counters: SpoolCounters;
  private readonly taking = new Serial();
  private readonly removing = new Serial();
  /** Batches handed out and not acknowledged, oldest first. */
  private readonly handedOut = new Set<number>();
  private readonly writer: SpoolWriter;
  private readonly reader: SpoolReader;
  private readonly segmentBytes: number;
  private saved: number;
  private saving: NodeJS.Timeout | undefined;
  private draining = false;

  private constructor(
    private readonly options: SpoolOptions,
    /** Names this spool and its batches for ever. */
    readonly id: string,
    private readonly segments: Segment[],
    openBatch: number,
    nextBatch: number,
    counters: SpoolCounters,
  ) {
    this.counters = counters;
    this.saved = nextBatch;
    this.segmentBytes = Math.min(maxSegmentBytes, Math.floor(options.maxBytes / segmentsPerSpool));
    this.writer = new SpoolWriter(options.dir, segments, this.segmentBytes, openBatch, {
      onStored: (lines) => (counters.stored += lines),
      onFailure: (error) => this.fail(error),
      onSealed: () => this.removing.run(() => this.tidy()),
    });
    this.reader = new SpoolReader(segments, nextBatch, (path, bytes) => {
      counters.damagedBytes += bytes;
      options.onTrouble(`${path}: ${bytes} bytes cannot be read any more`);
    });
  }

  /** Opens the spool in a directory, which is made when it is missing. One process at a time may do so. */
  static async open(options: SpoolOptions): Promise<Spool> {
    await mkdir(options.dir, { recursive: true, mode: 0o700 });
    const { id, nextBatch } = await readPosition(options.dir);
    const { segments, lastBatch, tornBytes } = await recover(options.dir);
    const counters = new SpoolCounters();
    counters.tornBytes = tornBytes;
    const spool = new Spool(options, id, segments, Math.max(lastBatch + 1, nextBatch), nextBatch, counters);
    await spool.removing.run(() => spool.tidy());
    return spool;
  }

  /** Takes a line without its end; false (and counted) when too many wait for the disk. */
  append(line: string): boolean {
    const isTaken = this.writer.append(line);
    if (!isTaken) this.counters.refused += 1;
    return isTaken;
  }

  /** Whether a producer that can wait should, for a moment: the disk works and is busy. */
  get isBehind(): boolean {
    return this.writer.isBehind;
  }

  /** Resolves when every line taken so far is stored. */
  flush(): Promise<void> {
    return this.writer.flush();
  }

  /** Batches that are not acknowledged, and the bytes of all segments. */
  get backlog(): { batches: number; bytes: number } {
    const open = this.writer.unreadableBytes;
    const bytes = this.segments.reduce((sum, segment) => sum + segment.bytes, open);
    return { batches: this.writer.openBatch - this.firstUnacknowledged + (open > 0 ? 1 : 0), bytes };
  }

  /**
   * Hands out the next batch, waiting for one if need be. It is on the disk by then.
   *
   * @throws the reason of the signal
   */
  take(signal: AbortSignal): Promise<Batch> {
    return this.taking.run(async () => {
      for (;;) {
        signal.throwIfAborted();
        const batch = await this.reader.next();
        if (batch) {
          this.handedOut.add(batch.number);
          await this.writer.sync().catch((error: unknown) => this.fail(error));
          return batch;
        }
        const age = this.writer.openForMs;
        if (age >= (this.draining ? 0 : batchMs)) await this.writer.closeBatch();
        else await sleep(pollMs, undefined, { signal });
      }
    });
  }

  /** Whether everything stored is acknowledged. */
  get isEmpty(): boolean {
    return this.firstUnacknowledged >= this.writer.openBatch && this.writer.openForMs < 0;
  }

  /** From now on an open batch is handed out at once: nothing more will come. */
  drain(): void {
    this.draining = true;
  }

  /** Forgets a batch: the API has it. Its body is another's from now on. */
  acknowledge(batch: Batch): void {
    this.handedOut.delete(batch.number);
    this.reader.giveBack(batch);
    this.saving ??= setTimeout(() => void this.save(), saveMs);
  }

  /** Stores what waits and lets go of the files. */
  async close(): Promise<void> {
    this.counters.refused += await this.writer.end();
    await this.save();
    await this.reader.close();
  }

  private get firstUnacknowledged(): number {
    const [first = this.reader.nextBatch] = this.handedOut;
    return first;
  }

  private async save(): Promise<void> {
    clearTimeout(this.saving);
    this.saving = undefined;
    await this.removing.run(() => this.tidy());
  }

  /** Saves the position and removes the segments that are behind it or beyond the bound. */
  private async tidy(): Promise<void> {
    const { dir, maxBytes, onTrouble } = this.options;
    try {
      const nextBatch = this.firstUnacknowledged;
      if (nextBatch !== this.saved) {
        await writePosition(dir, { id: this.id, nextBatch });
        this.saved = nextBatch;
      }
      while ((this.segments[1]?.firstBatch ?? Infinity) <= nextBatch) await this.reader.removeOldest();
      // The segment that is being written grows meanwhile, to at most twice its size.
      while (this.segments.length > 1 && this.backlog.bytes > maxBytes - 2 * this.segmentBytes) {
        this.counters.dropped += await this.reader.removeOldest();
        onTrouble(`${dir} holds all it may: ${this.counters.dropped} events were dropped, the oldest first`);
      }
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.counters.failedWrites += 1;
    this.options.onTrouble(`${this.options.dir}: ${(error as Error).message}`);
  }
}
