import type { Client } from '../api-types.js';
import type { HourRange } from './changed-hours.js';
import { algorithmOf, bothKinds, type Algorithm, type FeatureList } from './judges.js';
import { MIN_REQUESTS, type TrainingRows } from './training-rows.js';

const PAGE_ROWS = 5000;

/**
 * Reads the rows of a range that count as clean, for each kind of traffic.
 *
 * @param empty what rows are gathered in, for each kind one of its own
 * @param onRead called with the number of rows read so far
 */
export async function readClean(
  client: Client,
  range: HourRange,
  empty: () => TrainingRows,
  cancelled: AbortSignal,
  onRead: (rows: number) => Promise<void> = () => Promise.resolve(),
): Promise<{ rows: Record<Algorithm, TrainingRows>; list: FeatureList | undefined }> {
  const rows = bothKinds(empty);
  let list: FeatureList | undefined;
  let read = 0;
  for await (const page of client.features.list({ ...range, limit: PAGE_ROWS, min_requests: MIN_REQUESTS }).pages()) {
    cancelled.throwIfAborted();
    list ??= page;
    for (const row of page.items) rows[algorithmOf(row)].add(row);
    read += page.items.length;
    await onRead(read);
  }
  return { rows, list };
}
