/**
 * A generator of numbers in [0, 1) that gives the same sequence for the same `seed` and `stream`: sfc32 (Chris
 * Doty-Humphrey, PractRand). Each tree takes its own stream, so a tree does not depend on the trees before it.
 */
export function seededRandom(seed: number, stream: number): () => number {
  let a = seed >>> 0;
  let b = stream >>> 0;
  let c = 0x9e3779b9;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first outputs of near seeds are alike; its author asks for 12 to 20 rounds before use.
  for (let round = 0; round < 20; round++) next();
  return next;
}

/** `count` different whole numbers below `total`, drawn without replacement (Floyd's algorithm), in ascending order. */
export function sampleIndexes(total: number, count: number, random: () => number): Float64Array {
  const chosen = new Set<number>();
  for (let upper = total - count; upper < total; upper++) {
    const candidate = Math.floor(random() * (upper + 1));
    chosen.add(chosen.has(candidate) ? upper : candidate);
  }
  return Float64Array.from(chosen).sort();
}
