import type { Clock } from '../context.js';
import { comparedBuckets, filledBuckets, minutesToDay } from '../http/buckets.js';
import { hourRange, isoTime, timeRange } from '../http/time-range.js';
import { entityTables, hourlyRows } from '../traffic/attribute-rows.js';
import type { Comparisons } from '../traffic/comparisons.js';
import type { CountedValues, MetricsRepository, Sums } from './metrics.repository.js';
import type {
  Overview,
  OverviewSearch,
  StackedTimeline,
  StackedSearch,
  TimelineSeries,
  Totals,
} from './metrics.types.js';

const emptyBucket = { requests: 0, correlated: 0, orphan: 0, refused: 0 };
const topCount = 10;
/** More than there are reasons for a request to be an orphan. */
const mostOfType = 20;

export class MetricsService {
  constructor(
    private readonly metrics: MetricsRepository,
    private readonly comparisons: Comparisons,
    private readonly clock: Clock,
  ) {}

  /** Returns the figures of the whole hours that the range touches. */
  async overview(search: OverviewSearch): Promise<Overview> {
    const nowMs = this.clock.now();
    const range = hourRange(search, nowMs);
    const bucketSeconds = minutesToDay(timeRange(search, nowMs));
    const hasMinutes = bucketSeconds < 3600;
    const tables = [entityTables.hours, ...(hasMinutes ? ['http_logs'] : [])];
    const before = this.comparisons.timeBefore(range, search.compare ?? 'previous', tables);
    const times = before ? [range, before] : [range];
    const [counted, values, open_detections_by_level, minutes] = await Promise.all([
      this.metrics.sums(times, bucketSeconds),
      this.metrics.values(times, mostOfType),
      this.metrics.openDetectionsByLevel(),
      hasMinutes ? Promise.all(times.map((time) => this.metrics.timelineOfMinutes(time, bucketSeconds))) : undefined,
    ]);
    const timelines = minutes ?? counted.map(({ timeline }) => timeline);
    const { ja4, host, orphan_reason } = values[0]!;
    const [current, previous = null] = counted.map(({ sums }, no) => totalsOf(sums, values[no]!));
    return {
      from: isoTime(range.from),
      to: isoTime(range.to),
      current: current!,
      previous,
      orphans_by_reason: orphan_reason.most,
      open_detections_by_level,
      top_ja4: ja4.most.slice(0, topCount),
      top_hosts: host.most.slice(0, topCount),
      bucket_seconds: bucketSeconds,
      timeline: comparedBuckets(times, timelines, bucketSeconds, emptyBucket),
    };
  }

  /** Returns the requests of the whole hours that the range touches, stacked by an attribute. */
  async timeline(search: StackedSearch): Promise<StackedTimeline> {
    const nowMs = this.clock.now();
    const range = hourRange(search, nowMs);
    const bucket_seconds = minutesToDay(timeRange(search, nowMs));
    const { by = 'status', series: most = 8, client_ip, ja4, host } = search;
    const isNarrow = client_ip !== undefined || ja4 !== undefined || host !== undefined;
    const hours = isNarrow || bucket_seconds < 3600 ? undefined : hourlyRows(by, range);
    const found = await (hours
      ? this.metrics.stackedHours(hours, most, range, bucket_seconds)
      : this.metrics.stacked(search, range, bucket_seconds));
    const times = filledBuckets<{ time: string }>([], range, bucket_seconds, {}).map(({ time }) => time);
    const indexes = new Map(times.map((time, index) => [Date.parse(time), index]));
    const stacks = new Map<string, TimelineSeries>();
    for (const { time, value, requests } of found) {
      const stack = stacks.get(value) ?? { value, requests: 0, counts: times.map(() => 0) };
      stack.requests += requests;
      stack.counts[indexes.get(Date.parse(time)) ?? 0] = requests;
      stacks.set(value, stack);
    }
    const rest = stacks.get('')?.counts ?? times.map(() => 0);
    stacks.delete('');
    if (hours) for (const { counts } of stacks.values()) for (const [i, count] of counts.entries()) rest[i]! -= count;
    const series = [...stacks.values()].sort((a, b) => b.requests - a.requests || (a.value < b.value ? -1 : 1));
    return {
      from: isoTime(range.from),
      to: isoTime(range.to),
      by,
      bucket_seconds,
      times,
      series,
      rest,
    };
  }
}

function totalsOf(sums: Sums, { ja4, host, orphan_reason }: CountedValues): Totals {
  const plain = orphan_reason.most.find(({ name }) => name === 'plain_http')?.count ?? 0;
  const tls = sums.requests - plain;
  return {
    ...sums,
    correlated_share: tls === 0 ? null : sums.correlated / tls,
    ja4s: ja4.different,
    hosts: host.different,
  };
}
