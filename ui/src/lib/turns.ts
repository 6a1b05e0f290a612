/** Nobody waits longer than this for others. */
const patienceMs = 2000;

/** Lets what a page shows first be answered before the rest is asked for, so that the store works on that alone. */
class Turns {
  #busy = 0;
  #waiting = new Set<() => void>();

  /** Counts an answer as on its way until it is there. */
  take(answer: Promise<unknown>): void {
    this.#busy++;
    const end = (): void => {
      this.#busy--;
      this.#releaseIfIdle();
    };
    answer.then(end, end);
  }

  /** Calls once nothing is on its way any more; returns what takes that back. */
  afterOthers(run: () => void): () => void {
    this.#waiting.add(run);
    // What is asked for in the same moment goes first, too.
    const soon = setTimeout(() => this.#releaseIfIdle());
    const late = setTimeout(() => this.#release(run), patienceMs);
    return () => {
      clearTimeout(soon);
      clearTimeout(late);
      this.#waiting.delete(run);
    };
  }

  #releaseIfIdle(): void {
    if (this.#busy > 0) return;
    for (const run of this.#waiting) this.#release(run);
  }

  #release(run: () => void): void {
    if (this.#waiting.delete(run)) run();
  }
}

export const turns = new Turns();
