import { Random } from '../simulator/random.js';

const trials = 20_000;

/**
 * How often nobody gets more than a share `most` of their rows, when so many rows are `taken` by chance alone: what a detector
 * to which all benign rows are alike would reach.
 *
 * @param rows how many rows each has
 */
export function evenChance(rows: readonly number[], taken: number, most: number): number {
  const random = new Random(1, 1);
  const owners = rows.flatMap((count, owner) => Array.from({ length: count }, () => owner));
  let kept = 0;
  for (let trial = 0; trial < trials; trial++) {
    const counts = rows.map(() => 0);
    for (let draw = 0; draw < taken; draw++) counts[random.one(owners)]!++;
    if (counts.every((count, owner) => count <= most * rows[owner]!)) kept++;
  }
  return kept / trials;
}
