/** What a batch has at most, but for one that is a single line. */
const usualBytes = 4 * 1024 * 1024;
const maxFree = 4;

/** Buffers for the bodies of batches, used again: allocated anew for each they keep the garbage collector busy. */
export class BatchBuffers {
  private readonly free: Buffer[] = [];

  take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafe(usualBytes);
  }

  /** Takes a body back that nobody looks at any more. */
  giveBack(body: Buffer): void {
    const isWhole = body.byteOffset === 0 && body.buffer.byteLength === usualBytes;
    if (isWhole && this.free.length < maxFree) this.free.push(Buffer.from(body.buffer));
  }
}

/** Adds bytes behind those that a buffer holds, in a larger one where they find no room. */
export function withMore(buffer: Buffer, length: number, more: Buffer): Buffer {
  const isTooSmall = length + more.length > buffer.length;
  const roomy = isTooSmall ? Buffer.concat([buffer.subarray(0, length), Buffer.allocUnsafe(2 * more.length)]) : buffer;
  more.copy(roomy, length);
  return roomy;
}
