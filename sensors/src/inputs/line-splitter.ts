const newline = 0x0a;

export interface LineHandlers {
  /** A line without its end. */
  readonly onLine: (line: Buffer) => void;
  /** A line was longer than the bound; it is skipped to its end. */
  readonly onTooLong: () => void;
}

/** Cuts a stream into lines. Holds at most one unfinished line, at most `maxBytes` of it. */
export class LineSplitter {
  private parts: Buffer[] = [];
  private isSkipping = false;
  /** Bytes of the unfinished line. */
  heldBytes = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly handlers: LineHandlers,
  ) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      this.end(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.hold(chunk.subarray(start));
  }

  private end(last: Buffer): void {
    const isTooLong = !this.isSkipping && this.heldBytes + last.length > this.maxBytes;
    if (isTooLong) this.handlers.onTooLong();
    const line = this.parts.length > 0 ? Buffer.concat([...this.parts, last]) : last;
    const isWhole = !this.isSkipping && !isTooLong;
    this.parts = [];
    this.heldBytes = 0;
    this.isSkipping = false;
    if (isWhole && line.length > 0) this.handlers.onLine(line);
  }

  private hold(part: Buffer): void {
    if (this.isSkipping) return;
    this.heldBytes += part.length;
    if (this.heldBytes > this.maxBytes) {
      this.handlers.onTooLong();
      this.parts = [];
      this.heldBytes = 0;
      this.isSkipping = true;
    } else {
      this.parts.push(part);
    }
  }
}
