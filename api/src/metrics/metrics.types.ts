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

export interface Totals {
  /** @isInt */
  requests: number;
  /**
   * Distinct client addresses.
   * @isInt
   */
  clients: number;
  /** @isInt */
  correlated: number;
  /** Correlated requests over those that came by TLS; null when there was none. */
  correlated_share: number | null;
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
}

export interface Overview {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  current: Totals;
  /** The same length of time, just before. */
  previous: Totals;
  orphans_by_reason: NamedCount[];
  /** Detections that are not closed. */
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
   * Seconds in a bucket of the timeline.
   * @isInt
   */
  bucket_seconds: number;
  timeline: TimelineBucket[];
}
