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

/** Returns a timeline with the requests of another one, bucket by bucket; null in what that does not have. */
export function withRequestsOf<Bucket extends object>(
  before: readonly { requests: number }[] | undefined,
  buckets: readonly Bucket[],
): (Bucket & { previous_requests: number | null })[] {
  return buckets.map((bucket, index) => ({ ...bucket, previous_requests: before?.[index]?.requests ?? null }));
}
