import type { Client } from '../api-types.js';
import type { HourRange } from './changed-hours.js';
import { ALGORITHMS, algorithmOf, bothKinds, type Algorithm, type FeatureList } from './judges.js';
import { MIN_REQUESTS, type TrainingRows } from './training-rows.js';

/**
 * Rows of features in a page. Understanding its statement costs the store as much as a thousand of its rows; while the API
 * writes a page down it does nothing else, for 25 ms a thousand rows.
 */
export const PAGE_ROWS = 2000;
/** One row of so many is read first where there may be too many, which tells how many there are. */
const FIRST_LOOK = 64;

/**
 * Reads the rows of a range that count as clean, for each kind of traffic. Where there are more of a kind than are to be
 * kept, one row of a power of two is asked for, so that the features of the others are never computed: told by a hash, they
 * are the same rows whenever the range is read.
 *
 * @param empty what rows are gathered in, for each kind one of its own
 * @param onRead called with the number of rows read so far
 */
export async function readClean(
  client: Pick<Client, 'features' | 'metrics'>,
  range: HourRange,
  empty: () => TrainingRows,
  cancelled: AbortSignal,
  onRead: (rows: number) => Promise<void> = () => Promise.resolve(),
): Promise<{ rows: Record<Algorithm, TrainingRows>; list: FeatureList | undefined }> {
  let list: FeatureList | undefined;
  let read = 0;
  const readOneIn = async (oneIn: number): Promise<Record<Algorithm, TrainingRows>> => {
    const rows = bothKinds(empty);
    const search = { ...range, one_in: oneIn, limit: PAGE_ROWS, min_requests: MIN_REQUESTS };
    for await (const page of client.features.list(search).pages()) {
      cancelled.throwIfAborted();
      list ??= page;
      for (const row of page.items) rows[algorithmOf(row)].add(row);
      read += page.items.length;
      await onRead(read);
    }
    return rows;
  };
  const { limit } = empty();
  const { current } = await client.metrics.overview(range);
  if (current.requests / MIN_REQUESTS <= limit) return { rows: await readOneIn(1), list };

  const looked = await readOneIn(FIRST_LOOK);
  const clean = FIRST_LOOK * Math.max(...ALGORITHMS.map((algorithm) => looked[algorithm].clean));
  const oneIn = shareFor(clean, limit);
  return { rows: oneIn < FIRST_LOOK ? await readOneIn(oneIn) : looked, list };
}

/** The least power of two of which one row leaves at most so many. */
function shareFor(rows: number, most: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(rows / most)));
}
