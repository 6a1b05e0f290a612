import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const hourMs = 3_600_000;
/** After a day the dashboard's usual range shows nothing of the sample any more: it is replayed into new hours. */
const sampleLastsMs = 24 * hourMs;

/**
 * What the demo has done to a data directory, written down after each step, so that a demo that was interrupted goes
 * on where it was and a second one replays nothing twice.
 */
export class DemoRecord {
  #path;
  #state;

  constructor(path, now = Date.now()) {
    this.#path = path;
    const lastHour = Math.floor(now / hourMs - 1) * hourMs;
    const old = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
    if (old && lastHour - Date.parse(old.from) < sampleLastsMs) {
      this.#state = old;
    } else {
      this.#state = { from: new Date(lastHour).toISOString(), done: [] };
      this.#write();
    }
  }

  /** The start (RFC 3339) of the hour that the newest copy of the sample is moved to: the last complete one at first. */
  get from() {
    return this.#state.from;
  }

  /** Does a step unless it is done already. */
  async once(step, work) {
    if (this.#state.done.includes(step)) return;
    await work();
    this.#state.done.push(step);
    this.#write();
  }

  #write() {
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#state));
    renameSync(`${this.#path}.new`, this.#path);
  }
}
