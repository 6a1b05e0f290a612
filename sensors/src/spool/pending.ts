const frameChars = 1024 * 1024;
const frameLines = 2500;

/** Lines that a frame takes, without their ends. */
export interface PendingFrame {
  readonly payload: Buffer;
  readonly lines: number;
}

/** Lines that wait to be written, at most so many characters of them. */
export class Pending {
  private lines: string[] = [];
  private chars = 0;

  constructor(private readonly maxChars: number) {}

  get size(): number {
    return this.chars;
  }

  get count(): number {
    return this.lines.length;
  }

  /** False, and nothing taken, when there is no room. */
  add(line: string): boolean {
    if (this.chars + line.length > this.maxChars) return false;
    this.lines.push(line);
    this.chars += line.length;
    return true;
  }

  /** The oldest lines, as many as fit a frame, at least one. They stay until {@link remove}. */
  frame(): PendingFrame {
    let chars = 0;
    let count = 0;
    while (count < Math.min(this.lines.length, frameLines)) {
      chars += this.lines[count]!.length;
      if (count > 0 && chars > frameChars) break;
      count += 1;
    }
    return { payload: Buffer.from(`${this.lines.slice(0, count).join('\n')}\n`), lines: count };
  }

  /** Forgets the oldest lines: they are stored. */
  remove(count: number): void {
    for (let index = 0; index < count; index += 1) this.chars -= this.lines[index]!.length;
    this.lines = this.lines.slice(count);
  }
}
