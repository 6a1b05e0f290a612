import { ClickHouseException } from './exception.js';

export interface PoolLimits {
  /** Statements that may wait; beyond it they are refused with code 202. */
  waiting: number;
  /** Statements whose `priority` is so large a number, and how many of them run at once, so that some places are left for others. */
  long: { priority: number; places: number };
}

interface Waiting<Place> {
  readonly priority: number;
  readonly take: (place: Place) => void;
}

/**
 * Places in which statements run, and a bounded line of those who wait for one: the smallest `priority` first, and of the
 * same whoever came first.
 */
export class Pool<Place> {
  readonly #idle: Place[] = [];
  readonly #line: Waiting<Place>[] = [];
  readonly #ofLong = new Set<Place>();

  constructor(private readonly limits: PoolLimits) {}

  /**
   * Resolves with a place of one's own.
   *
   * @throws ClickHouseException code 202 when too many wait, QUERY_WAS_CANCELLED when the signal is aborted
   */
  async take(priority: number, signal: AbortSignal | undefined): Promise<Place> {
    if (signal?.aborted) throw cancelled();
    const idle = this.#mayRun(priority) ? this.#idle.pop() : undefined;
    if (idle !== undefined) return this.#held(idle, priority);
    if (this.#line.length >= this.limits.waiting) {
      const text = `Too many simultaneous queries. ${this.#line.length} are waiting`;
      throw ClickHouseException.of(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', text);
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting<Place> = {
        priority,
        take: (place) => {
          signal?.removeEventListener('abort', leave);
          resolve(place);
        },
      };
      const leave = (): void => {
        this.#line.splice(this.#line.indexOf(waiting), 1);
        reject(cancelled());
      };
      signal?.addEventListener('abort', leave, { once: true });
      const behind = this.#line.findIndex((other) => other.priority > priority);
      this.#line.splice(behind === -1 ? this.#line.length : behind, 0, waiting);
    });
  }

  /** Adds a place, or gives back one that was taken. */
  give(place: Place): void {
    this.#ofLong.delete(place);
    const [next] = this.#line;
    if (next && this.#mayRun(next.priority)) {
      this.#line.shift();
      next.take(this.#held(place, next.priority));
    } else this.#idle.push(place);
  }

  /** A place is gone and will not be given back. */
  lose(place: Place): void {
    this.#ofLong.delete(place);
  }

  #isLong(priority: number): boolean {
    return priority >= this.limits.long.priority;
  }

  #mayRun(priority: number): boolean {
    return !this.#isLong(priority) || this.#ofLong.size < this.limits.long.places;
  }

  #held(place: Place, priority: number): Place {
    if (this.#isLong(priority)) this.#ofLong.add(place);
    return place;
  }
}

export function cancelled(): ClickHouseException {
  return ClickHouseException.of(394, 'QUERY_WAS_CANCELLED', 'Query was cancelled');
}
