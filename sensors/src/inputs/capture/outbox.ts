const maxWaitingBytes = 16 * 1024 * 1024;
const newline = '\n';

/** Lines on their way to the parent, within a bound, written by whoever has a moment: no event loop is needed. */
export class Outbox {
  private lines: string[] = [];
  private readonly waiting: Buffer[] = [];
  private waitingBytes = 0;
  /** Events dropped because the parent did not take those before them. */
  dropped = 0;

  /** @param write writes as much as is taken at once, and returns how many bytes that were */
  constructor(private readonly write: (bytes: Buffer) => number) {}

  /** An event; dropped when too many wait. */
  event(line: string): void {
    if (this.waitingBytes > maxWaitingBytes) this.dropped += 1;
    else this.lines.push(line);
  }

  /** What the parent needs to know in any case. */
  message(line: string): void {
    this.lines.push(line);
  }

  /** Whether something waits that was not taken at once. */
  get isBehind(): boolean {
    return this.waiting.length > 0;
  }

  /** Writes what is taken; true when nothing is left. */
  flush(): boolean {
    if (this.lines.length > 0) {
      const bytes = Buffer.from(this.lines.join(newline) + newline);
      this.lines = [];
      this.waiting.push(bytes);
      this.waitingBytes += bytes.length;
    }
    for (let [first] = this.waiting; first; [first] = this.waiting) {
      const written = this.write(first);
      this.waitingBytes -= written;
      if (written === first.length) this.waiting.shift();
      else {
        this.waiting[0] = first.subarray(written);
        return false;
      }
    }
    return true;
  }
}
