import type { Clock } from '../context.js';
import { invalid } from '../http/invalid.js';
import { isoTime, timeRange, type TimeRange } from '../http/time-range.js';
import type { MetricsRepository } from './metrics.repository.js';
import type { Overview, OverviewRange, TimelineBucket } from './metrics.types.js';

const secondUs = 1_000_000;
const hourUs = 3600 * secondUs;
const dayUs = 24 * hourUs;
const maxDays = 400;

export class MetricsService {
  constructor(
    private readonly metrics: MetricsRepository,
    private readonly clock: Clock,
  ) {}

  /** Returns the figures of the whole hours that the range touches. */
  async overview(search: OverviewRange): Promise<Overview> {
    const { from, to } = timeRange(search, this.clock.now());
    const range = { from: from - (from % hourUs), to: Math.ceil(to / hourUs) * hourUs };
    const length = range.to - range.from;
    if (length > maxDays * dayUs) {
      throw invalid('query.from', `must be at most ${maxDays} days before to`);
    }
    const bucketSeconds = bucketSecondsOf(length);
    const [current, previous, orphans_by_reason, open_detections_by_level, top_ja4, top_hosts, timeline] =
      await Promise.all([
        this.metrics.totals(range),
        this.metrics.totals({ from: range.from - length, to: range.from }),
        this.metrics.orphansByReason(range),
        this.metrics.openDetectionsByLevel(),
        this.metrics.top('ja4', range),
        this.metrics.top('host', range),
        bucketSeconds < 3600
          ? this.metrics.timelineOfMinutes(range, bucketSeconds)
          : this.metrics.timelineOfHours(range, bucketSeconds),
      ]);
    return {
      from: isoTime(range.from),
      to: isoTime(range.to),
      current,
      previous,
      orphans_by_reason,
      open_detections_by_level,
      top_ja4,
      top_hosts,
      bucket_seconds: bucketSeconds,
      timeline: filled(timeline, range, bucketSeconds),
    };
  }
}

/** At most a few hundred buckets, each a part of a day. */
function bucketSecondsOf(lengthUs: number): number {
  if (lengthUs <= 6 * hourUs) return 300;
  if (lengthUs <= 14 * dayUs) return 3600;
  return 86_400;
}

/** Returns the timeline with empty buckets where nothing happened. */
function filled(timeline: readonly TimelineBucket[], range: TimeRange, bucketSeconds: number): TimelineBucket[] {
  const found = new Map(timeline.map((bucket) => [Date.parse(bucket.time), bucket]));
  const stepMs = bucketSeconds * 1000;
  const startMs = Math.floor(range.from / 1000 / stepMs) * stepMs;
  const times = Array.from(
    { length: Math.ceil((range.to / 1000 - startMs) / stepMs) },
    (_, index) => startMs + index * stepMs,
  );
  return times.map((ms) => {
    const { requests = 0, correlated = 0, orphan = 0, refused = 0 } = found.get(ms) ?? {};
    return { time: isoTime(ms * 1000), requests, correlated, orphan, refused };
  });
}
