import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** The output of one child: at most `limit` bytes in `path` and as many of what came before in `path.1`. */
export class LogFile {
  #path;
  #limit;
  #fd;
  #size;
  #lost = 0;

  constructor(path, limit = 5_000_000) {
    this.#path = path;
    this.#limit = limit;
    this.#open();
  }

  /** Bytes that could not be written since the last that could. */
  get lostBytes() {
    return this.#lost;
  }

  /** Appends; what a full disk does not take is counted and named once it takes something again. */
  write(chunk) {
    try {
      if (this.#size >= this.#limit) this.#rotate();
      if (this.#lost > 0) {
        this.#size += writeSync(this.#fd, `[${this.#lost} bytes could not be written]\n`);
        this.#lost = 0;
      }
      this.#size += writeSync(this.#fd, chunk);
    } catch {
      this.#lost += Buffer.byteLength(chunk);
    }
  }

  close() {
    closeSync(this.#fd);
  }

  #open() {
    this.#fd = openSync(this.#path, 'a', 0o600);
    this.#size = fstatSync(this.#fd).size;
  }

  #rotate() {
    closeSync(this.#fd);
    renameSync(this.#path, `${this.#path}.1`);
    this.#open();
  }
}
