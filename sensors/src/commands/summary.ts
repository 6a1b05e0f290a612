import type { Counters } from '../sentinel/counters.js';
import { grouped } from './terminal.js';

/** Counters of what went well; every other one says what was given up on. */
const told = new Set<string>(['packets', 'hellos', 'reassembledDatagrams']);

/** `malformedPackets` as people write it. */
const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What came out of all files, in one sentence: packets, hellos, and what was given up on, by the name of its counter. */
export function summaryText(files: readonly Readonly<Counters>[], unreadable: number): string {
  const sums = new Map<string, number>();
  for (const counters of files) {
    for (const [name, count] of Object.entries<number>({ ...counters })) {
      sums.set(name, (sums.get(name) ?? 0) + count);
    }
  }
  const count = (name: string): string => grouped(sums.get(name) ?? 0);
  const givenUp = [...sums]
    .filter(([name, sum]) => sum > 0 && !told.has(name))
    .map(([name, sum]) => `${words(name)} ${grouped(sum)}`);
  if (unreadable > 0) givenUp.push(`unreadable files ${grouped(unreadable)}`);
  const found = `${count('hellos')} hellos in ${count('packets')} packets`;
  return givenUp.length ? `${found}; given up on: ${givenUp.join(', ')}` : `${found}; nothing given up on`;
}
