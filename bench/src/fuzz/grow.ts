import type { Coverage, Place } from './coverage.js';
import { keep } from './corpus.js';
import { mutated } from './mutate.js';
import type { Random } from './random.js';
import type { TargetName } from './targets.js';

const batch = 500;
/** Attempts to make an input shorter before it is kept. */
const attempts = 40;

type Execute = (name: TargetName, input: Buffer) => Promise<void>;

/** Runs mutated inputs and keeps, as short as they can be made, those that reach code that no input before them did. */
export class Grower {
  constructor(
    private readonly coverage: Coverage,
    private readonly execute: Execute,
  ) {}

  /** Makes known what the inputs reach. */
  async learn(name: TargetName, inputs: readonly Buffer[]): Promise<void> {
    for (const input of inputs) await this.execute(name, input);
    this.coverage.add(this.coverage.take());
  }

  /** Adds to `corpus` what some hundred mutations of it find, and returns how many inputs those are. */
  async grow(name: TargetName, corpus: Buffer[], random: Random): Promise<number> {
    const inputs = Array.from({ length: batch }, () => mutated(random.pick(corpus), random, random.pick(corpus)));
    for (const input of inputs) await this.execute(name, input);
    if (this.coverage.take().length === 0) return 0;
    let found = 0;
    for (const input of inputs) {
      const places = await this.reached(name, input);
      if (places.length === 0) continue;
      const shortest = await this.shortened(name, input, places);
      this.coverage.add(places);
      keep(name, shortest);
      corpus.push(shortest);
      found += 1;
    }
    return found;
  }

  private async reached(name: TargetName, input: Buffer): Promise<Place[]> {
    await this.execute(name, input);
    return this.coverage.take();
  }

  /** The input without the parts that it does not need to reach the places. */
  private async shortened(name: TargetName, input: Buffer, places: readonly Place[]): Promise<Buffer> {
    let shortest = input;
    let left = attempts;
    for (let size = shortest.length >> 1; size > 0 && left > 0; size >>= 1) {
      for (let at = 0; at < shortest.length && left > 0; left -= 1) {
        const shorter = Buffer.concat([shortest.subarray(0, at), shortest.subarray(at + size)]);
        const now = new Set(await this.reached(name, shorter));
        if (places.every((place) => now.has(place))) shortest = shorter;
        else at += size;
      }
    }
    return shortest;
  }
}
