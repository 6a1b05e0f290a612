import { sha256 } from '../sha256.js';

/** Two of eight minima make a bucket: sets that have half of their paths in common share one in two of three cases. */
const BANDS = 4;
const HASHES_OF_BAND = 2;

/** A path without what makes it one of many alike: numbers, long ids, the case. */
function shapeOf(path: string): string {
  return path
    .toLowerCase()
    .replaceAll(/[0-9a-f-]{16,}/g, '#')
    .replaceAll(/\d+/g, '0');
}

/**
 * The MinHash buckets of the paths that somebody asked for (Broder 1997): who asks for nearly the same paths shares one at
 * least. None without paths.
 */
export function pathBuckets(paths: readonly string[]): string[] {
  if (!paths.length) return [];
  const minima = new Array<number>(BANDS * HASHES_OF_BAND).fill(Infinity);
  for (const shape of new Set(paths.map(shapeOf))) {
    const digest = sha256(shape);
    for (const hash of minima.keys()) minima[hash] = Math.min(minima[hash]!, digest.readUInt32LE(4 * hash));
  }
  return Array.from({ length: BANDS }, (_, band) => {
    const part = minima.slice(band * HASHES_OF_BAND, (band + 1) * HASHES_OF_BAND);
    return `${band}-${sha256(part.join()).toString('hex').slice(0, 12)}`;
  });
}
