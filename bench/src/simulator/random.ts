import { seededRandom } from '@ja4-platform/workers';

/** Draws of one actor: the same seed and stream draw the same. */
export class Random {
  readonly #next: () => number;

  constructor(seed: number, stream: number) {
    this.#next = seededRandom(seed, stream);
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + this.#next() * (high - low);
  }

  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  chance(share: number): boolean {
    return this.#next() < share;
  }

  one<T>(list: readonly T[]): T {
    return list[Math.floor(this.#next() * list.length)]!;
  }

  /** One of a list in which early ones are far more frequent (Zipf's law, exponent about 1). */
  popular<T>(list: readonly T[]): T {
    return list[Math.floor((list.length + 1) ** this.#next()) - 1]!;
  }

  /** Log-normal: what people take to read and machines to answer. `spread` is the standard deviation of the logarithm. */
  lognormal(median: number, spread: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#next()));
    return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * this.#next()));
  }

  /** How often something happens whose mean is `mean` (Knuth's method; for means below about 500). */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.#next(); product > limit; product *= this.#next()) count++;
    return count;
  }
}
