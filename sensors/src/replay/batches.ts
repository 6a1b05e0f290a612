import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const gzipAsync = promisify(gzip);

/** Batches end early at this size, well below what the API takes. */
const maxBatchChars = 8 * 1024 * 1024;

export interface Batch {
  /** NDJSON, gzipped. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** The same for the same lines, so that sending them again changes nothing. */
  readonly idempotencyKey: string;
  readonly lines: number;
}

/** Collects events into batches of NDJSON and hands each full one to `send`. */
export class Batcher {
  private lines: string[] = [];
  private chars = 0;

  constructor(
    private readonly size: number,
    private readonly send: (batch: Batch) => Promise<void>,
  ) {}

  async add(event: unknown): Promise<void> {
    const line = JSON.stringify(event);
    this.lines.push(line);
    this.chars += line.length;
    if (this.lines.length >= this.size || this.chars >= maxBatchChars) await this.flush();
  }

  /** Sends what has been collected, if anything. */
  async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    const text = `${this.lines.join('\n')}\n`;
    const lines = this.lines.length;
    this.lines = [];
    this.chars = 0;
    await this.send({ body: await gzipAsync(text), idempotencyKey: hash('sha256', text), lines });
  }
}
