/** What a buffer keeps between two batches: most are smaller, and a large one should not stay for ever. */
const keptBytes = 8 * 1024 * 1024;

/** Bytes that grow at their end, in memory that is used again: buffers made for each batch cost garbage collections. */
export class ReusedBuffer {
  private memory = Buffer.alloc(0);
  private length = 0;

  /** The bytes until the next {@link reset}. */
  get bytes(): Buffer {
    return this.memory.subarray(0, this.length);
  }

  /** Forgets the bytes and has room for as many as are to come. */
  reset(expected: number): void {
    this.length = 0;
    this.reserve(expected);
  }

  append(chunk: Uint8Array): void {
    this.reserve(this.length + chunk.length);
    this.memory.set(chunk, this.length);
    this.length += chunk.length;
  }

  /** Lets `fill` write up to `most` bytes and takes as many as it says it wrote. */
  fill(most: number, fill: (memory: Buffer) => number): Buffer {
    this.reset(most);
    this.length = fill(this.memory);
    return this.bytes;
  }

  trim(): void {
    this.length = 0;
    if (this.memory.length > keptBytes) this.memory = Buffer.alloc(0);
  }

  private reserve(size: number): void {
    if (size <= this.memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(size, 2 * this.memory.length));
    larger.set(this.bytes);
    this.memory = larger;
  }
}

/** The memory of one slot: a body as it came, and its lines as they go to the store. */
export class Workspace {
  readonly body = new ReusedBuffer();
  readonly stamped = new ReusedBuffer();

  trim(): void {
    this.body.trim();
    this.stamped.trim();
  }
}
