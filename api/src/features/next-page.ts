import { parseInstant, type TimeRange } from '../http/time-range.js';

const hourUs = 3_600_000_000;

/** Whole hours, from one row on when that is given. */
interface Rows {
  readonly hours: TimeRange;
  readonly start: { readonly hour: string } | undefined;
}

/**
 * Returns the row that the next page begins with, of rows that are in the order of their hours. They are looked for in one
 * stretch of hours after the other, each twice as long: a page costs about what it holds, however much comes after it.
 *
 * @param rowAfter the row after so many others of a stretch; when there is none, how many there are
 */
export async function nextPage<Slice extends Rows, Key extends object>(
  slice: Slice,
  limit: number,
  rowAfter: (slice: Slice, others: number) => Promise<Key | number>,
): Promise<Key | undefined> {
  const { to } = slice.hours;
  let from = slice.start ? parseInstant(slice.start.hour, 'hour') : slice.hours.from;
  let others = limit;
  for (let length = hourUs; from < to; length *= 2) {
    const end = Math.min(to, from + length);
    const found = await rowAfter({ ...slice, hours: { from, to: end } }, others);
    if (typeof found !== 'number') return found;
    others -= found;
    from = end;
  }
  return undefined;
}
