import { seededRandom } from '@ja4-platform/workers';

/** A uniform sample of bounded size of rows that pass by (Vitter 1985, algorithm R); all of them while there are few. */
export class Reservoir {
  readonly #values: Float64Array;
  readonly #random = seededRandom(0, 0);
  seen = 0;

  constructor(
    private readonly width: number,
    private readonly capacity: number,
  ) {
    // Shared with the thread that trains, so that it is not copied.
    this.#values = new Float64Array(new SharedArrayBuffer(width * capacity * Float64Array.BYTES_PER_ELEMENT));
  }

  add(values: Float64Array): void {
    for (let start = 0; start < values.length; start += this.width) {
      const row = this.seen < this.capacity ? this.seen : Math.floor(this.#random() * (this.seen + 1));
      if (row < this.capacity) this.#values.set(values.subarray(start, start + this.width), row * this.width);
      this.seen++;
    }
  }

  get values(): Float64Array {
    return this.#values.subarray(0, Math.min(this.seen, this.capacity) * this.width);
  }
}
