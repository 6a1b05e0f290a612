import { isoTime, type TimeRange } from './time-range.js';

export const daySeconds = 86_400;
const dayUs = daySeconds * 1_000_000;
const hourUs = dayUs / 24;

/**
 * Seconds in a bucket of a timeline: hours up to 14 days, days beyond.
 *
 * @param asked the range that was asked for: the whole hours that it touches are more
 */
export function hourOrDay(asked: TimeRange): number {
  return asked.to - asked.from <= 14 * dayUs ? 3600 : daySeconds;
}

/** The same, and five minutes up to six hours: at most a few hundred buckets, each a part of a day. */
export function minutesToDay(asked: TimeRange): number {
  return asked.to - asked.from <= 6 * hourUs ? 300 : hourOrDay(asked);
}

/**
 * Returns a timeline with empty buckets where nothing happened.
 *
 * @param found buckets that begin at multiples of `seconds` since 1970 UTC
 * @param empty what a bucket without anything says
 */
export function filledBuckets<Bucket extends { time: string }>(
  found: readonly Bucket[],
  range: TimeRange,
  seconds: number,
  empty: Omit<Bucket, 'time'>,
): Bucket[] {
  const byTime = new Map(found.map((bucket) => [Date.parse(bucket.time), bucket]));
  const stepMs = seconds * 1000;
  const startMs = Math.floor(range.from / 1000 / stepMs) * stepMs;
  const length = Math.ceil((range.to / 1000 - startMs) / stepMs);
  return Array.from({ length }, (_, index) => {
    const ms = startMs + index * stepMs;
    return { ...empty, ...byTime.get(ms), time: isoTime(ms * 1000) } as Bucket;
  });
}

/**
 * Returns the timeline of a time, each bucket with the requests of the one in its place in the time that it is compared with; null where
 * that has none.
 *
 * @param times the time, and the one that it is compared with where there is one
 * @param found buckets of each, as {@link filledBuckets} takes them
 */
export function comparedBuckets<Bucket extends { time: string; requests: number }>(
  times: readonly TimeRange[],
  found: readonly (readonly Bucket[])[],
  seconds: number,
  empty: Omit<Bucket, 'time'>,
): (Bucket & { previous_requests: number | null })[] {
  const [buckets = [], before] = times.map((time, no) => filledBuckets(found[no]!, time, seconds, empty));
  return buckets.map((bucket, index) => ({ ...bucket, previous_requests: before?.[index]?.requests ?? null }));
}
