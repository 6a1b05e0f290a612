import type { Writable } from 'node:stream';

const flushChars = 64 * 1024;

/** Writes lines in large pieces. */
export class LineWriter {
  private text = '';

  constructor(private readonly out: Writable) {}

  write(line: string): void {
    this.text += `${line}\n`;
    if (this.text.length >= flushChars) this.flush();
  }

  /** Resolves when everything has been handed to the system. */
  async end(): Promise<void> {
    const text = this.text;
    this.text = '';
    await new Promise<void>((resolve, reject) => this.out.write(text, (error) => (error ? reject(error) : resolve())));
  }

  private flush(): void {
    this.out.write(this.text);
    this.text = '';
  }
}
