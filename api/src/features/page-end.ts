import { isoTime, parseInstant } from '../http/time-range.js';
import type { FeatureKey, FeatureSlice, FeaturesRepository } from './features.repository.js';
import { nextPage } from './next-page.js';

/** Each hour of a page is compared with the week before it: one of few rows that reached over weeks would cost too much. */
const longestOfSomeUs = 24 * 3_600_000_000;

/**
 * Returns the row that the next page begins with, undefined when there is none. A page of some of the rows ends after a day,
 * even when it is not full.
 */
export async function pageEnd(
  repository: Pick<FeaturesRepository, 'rowAfter'>,
  slice: FeatureSlice,
  limit: number,
): Promise<FeatureKey | undefined> {
  const from = slice.start ? parseInstant(slice.start.hour, 'hour') : slice.hours.from;
  const isOfSome = slice.oneIn > 1 || slice.minRequests > 1;
  const to = isOfSome ? Math.min(from + longestOfSomeUs, slice.hours.to) : slice.hours.to;
  const next = await nextPage({ ...slice, hours: { ...slice.hours, to } }, limit, repository.rowAfter);
  return next ?? (to < slice.hours.to ? { hour: isoTime(to), host: '', client_ip: '::', ja4: '' } : undefined);
}
