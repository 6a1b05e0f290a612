import type { Attribute } from '../traffic/traffic.types.js';

/** The hours that the range touches are counted whole. */
export interface OverviewRange {
  /**
   * Start, inclusive: RFC 3339, or relative to now like `-24h`.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive. Now when absent. */
  to?: string;
}

export interface OverviewSearch extends OverviewRange {
  /**
   * What `previous` is of: the time just before, or the same hours a day or a week before.
   * @default "previous"
   */
  compare?: 'previous' | 'day' | 'week';
}

export interface Totals {
  /** @isInt */
  requests: number;
  /**
   * Distinct client addresses; an estimate, 2 % off, where there are thousands.
   * @isInt
   */
  clients: number;
  /** @isInt */
  correlated: number;
  /** Correlated requests over those that came by TLS; null when there was none. */
  correlated_share: number | null;
  /**
   * Distinct JA4.
   * @isInt
   */
  ja4s: number;
  /**
   * Distinct hosts.
   * @isInt
   */
  hosts: number;
  /**
   * Answers 401, 403 and 429.
   * @isInt
   */
  refused: number;
  /**
   * Answers 5xx.
   * @isInt
   */
  server_errors: number;
  /** Share of the requests that send what a browser sends; null without any. */
  browser_share: number | null;
  /** @isLong */
  bytes_out: number;
}

/** How many of one name. */
export interface NamedCount {
  name: string;
  /** @isInt */
  count: number;
}

export interface TimelineBucket {
  /** @format date-time */
  time: string;
  /** @isInt */
  requests: number;
  /** @isInt */
  correlated: number;
  /** @isInt */
  orphan: number;
  /**
   * Answers 401, 403 and 429.
   * @isInt
   */
  refused: number;
  /**
   * Requests of the bucket in `previous`; null where there is none.
   * @isInt
   */
  previous_requests: number | null;
}

export interface Overview {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  current: Totals;
  /**
   * What came in as much time before as has passed of the range: it ends as far into an hour as now is, or with the nearest hour
   * where a day or more is compared and the requests of then are no longer kept. Null when not all of it is kept.
   */
  previous: Totals | null;
  orphans_by_reason: NamedCount[];
  /** Detections that are neither closed nor suppressed. */
  open_detections_by_level: NamedCount[];
  /**
   * The ten JA4 with most requests.
   * @maxItems 10
   */
  top_ja4: NamedCount[];
  /**
   * The ten hosts with most requests.
   * @maxItems 10
   */
  top_hosts: NamedCount[];
  /**
   * Seconds in a bucket of the timeline: five minutes up to six hours, an hour up to 14 days, else a day.
   * @isInt
   */
  bucket_seconds: number;
  timeline: TimelineBucket[];
}

export interface StackedSearch extends OverviewRange {
  /**
   * What the requests are stacked by.
   * @default "status"
   */
  by?: Attribute;
  /**
   * Values that have a series of their own: those with most requests.
   * @isInt
   * @minimum 1
   * @maximum 50
   * @default 8
   */
  series?: number;
  /** Address or CIDR block. */
  client_ip?: string;
  /** Exactly this JA4, or all that begin so when it ends with `*`. */
  ja4?: string;
  /** Exactly this host, or all that begin so when it ends with `*`. */
  host?: string;
}

export interface TimelineSeries {
  value: string;
  /**
   * In the whole range.
   * @isLong
   */
  requests: number;
  /** One number for each time. */
  counts: number[];
}

/** Requests over time, stacked by an attribute: the series and the rest add up to all of them. */
export interface StackedTimeline {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  by: Attribute;
  /**
   * Five minutes up to six hours, an hour up to 14 days, else a day.
   * @isInt
   */
  bucket_seconds: number;
  /** Start of each bucket. */
  times: string[];
  /** Most requests first. */
  series: TimelineSeries[];
  /** Requests with other values, or with none. */
  rest: number[];
}
