/** Nobody waits longer than this for others. */
const patienceMs = 2000;

/** By then a page that has what it shows has drawn it, charts among it. */
export const drawnMs = 150;

/** What does not come at once comes after that, or after everything else. */
export type Turn = 'next' | 'last';

/** Lets what a page shows first be answered before the rest is asked for, so that the store works on that alone. */
class Turns {
  #busy = 0;
  #waiting: Record<Turn, Set<() => void>> = { next: new Set(), last: new Set() };

  /** Counts an answer as on its way until it is there. */
  take(answer: Promise<unknown>): void {
    this.#busy++;
    const end = (): void => {
      this.#busy--;
      // What it showed may ask for more, which goes first.
      setTimeout(() => this.#releaseIfIdle());
    };
    answer.then(end, end);
  }

  /** Calls once nothing is on its way any more whose turn is before; returns what takes that back. */
  afterOthers(turn: Turn, run: () => void): () => void {
    this.#waiting[turn].add(run);
    // What is asked for in the same moment goes first, too.
    const soon = setTimeout(() => this.#releaseIfIdle());
    const late = setTimeout(() => this.#release(turn, run), patienceMs);
    return () => {
      clearTimeout(soon);
      clearTimeout(late);
      this.#waiting[turn].delete(run);
    };
  }

  #releaseIfIdle(): void {
    if (this.#busy > 0) return;
    const turn = this.#waiting.next.size > 0 ? 'next' : 'last';
    for (const run of this.#waiting[turn]) this.#release(turn, run);
  }

  #release(turn: Turn, run: () => void): void {
    if (this.#waiting[turn].delete(run)) run();
  }
}

export const turns = new Turns();
