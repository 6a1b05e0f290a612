/** What requests can be grouped by. */
export type Attribute =
  | 'ip'
  | 'ja4'
  | 'ja4_stable'
  | 'ja3'
  | 'host'
  | 'asn'
  | 'country'
  | 'user_agent'
  | 'browser'
  | 'os'
  | 'path'
  | 'method'
  | 'status'
  | 'http_version'
  | 'header_order'
  | 'accept_language'
  | 'tls_version'
  | 'tls_sni'
  | 'h2_fingerprint'
  | 'tcp_options'
  | 'sensor'
  | 'orphan_reason';

/** Range and page of a list of groups. The hours that the range touches are counted whole. */
export interface GroupSearch {
  /**
   * Start, inclusive: RFC 3339, or relative to now like `-24h` or `-7d`.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive: RFC 3339, or relative to now. Now when absent. */
  to?: string;
  /**
   * @isInt
   * @minimum 1
   * @maximum 500
   * @default 50
   */
  limit?: number;
  /** `next_cursor` of the page before; the range of time stays that of the first page. */
  cursor?: string;
  /**
   * Whether to count all that match.
   * @default false
   */
  count?: boolean;
}

/** What every page of groups has: the whole hours that were counted, and whether there is more. */
export interface GroupPage {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  /** Continues the list; null at its end. */
  next_cursor: string | null;
  /**
   * Number of all that match, with `count=true`.
   * @isInt
   */
  total?: number;
}

/** Requests with one value, and their share of those counted. */
export interface ValueCount {
  value: string;
  /** @isLong */
  requests: number;
  /** Of the requests that have any value, 0 to 1. */
  share: number;
}
