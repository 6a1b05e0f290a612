import type { Attribute, GroupPage, GroupSearch, ValueCount } from '../traffic/traffic.types.js';

export type EntityType = 'ip' | 'ja4' | 'ja3' | 'host' | 'asn' | 'country' | 'user_agent' | 'path';

/** How many different ones of each kind came with it. Small numbers are exact, large ones 2 % off. */
export interface DistinctCounts {
  /** @isLong */
  ips: number;
  /** @isLong */
  ja4s: number;
  /** @isLong */
  hosts: number;
  /** @isLong */
  user_agents: number;
}

/** Requests of an entity, and how they were answered. */
export interface EntityCounts {
  /** @isLong */
  requests: number;
  /**
   * Answers 404.
   * @isLong
   */
  not_found: number;
  /**
   * Answers 401, 403 and 429.
   * @isLong
   */
  refused: number;
  /**
   * Answers 5xx.
   * @isLong
   */
  server_errors: number;
}

/** One address, fingerprint, host ... and how it was seen in a range of time. */
export interface Entity extends EntityCounts {
  /** @example "203.0.113.7" */
  value: string;
  /** Name of an autonomous system; empty for the others. */
  label: string;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
  /** @isLong */
  posts: number;
  /**
   * Requests for what scanners look for.
   * @isLong
   */
  sensitive_paths: number;
  /** Share of the requests whose handshake is known. */
  correlated_share: number;
  /** Share of the requests that send what a browser sends. */
  browser_share: number;
  /** @isLong */
  bytes_out: number;
  distinct: DistinctCounts;
}

export interface EntityPage extends GroupPage {
  items: Entity[];
}

export interface EntitySearch extends GroupSearch {
  /**
   * Which ones: exactly this, or all that begin so when it ends with `*`. Of `ip` an address or CIDR block, of `asn` a
   * number or a part of the name.
   * @maxLength 1024
   * @example "203.0.113.0/24"
   */
  value?: string;
  /**
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 1
   */
  min_requests?: number;
  /**
   * Most requests, last seen, newest (first seen last), or by value.
   * @default "-requests"
   */
  sort?: '-requests' | '-last_seen' | '-first_seen' | 'value';
}

export interface EntityRange {
  /**
   * Start, inclusive: RFC 3339, or relative to now like `-24h` or `-7d`. The hours that the range touches are counted whole.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive. Now when absent. */
  to?: string;
}

export interface EntityProfile extends Entity {
  type: EntityType;
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  /** Network of an address; null for other kinds, and where no list knows it. */
  network: { asn: number | null; as_name: string | null; country: string | null } | null;
  /**
   * Detections of an address, a JA4 or a host that are neither closed nor suppressed.
   * @isInt
   */
  open_detections: number;
  /** The worst level of these. */
  worst_level: string | null;
}

export interface TimelineSearch extends EntityRange {
  /**
   * Hours up to 14 days, days beyond, when absent.
   */
  bucket?: 'hour' | 'day';
  /** What `previous_requests` are of: nothing when absent. */
  compare?: 'previous' | 'day' | 'week';
}

export interface EntityBucket extends EntityCounts {
  /** @format date-time */
  time: string;
  /**
   * Different client addresses.
   * @isLong
   */
  ips: number;
  /**
   * Requests of the bucket that it is compared with; null where there is none, or not all of that time is kept.
   * @isLong
   */
  previous_requests: number | null;
}

export interface EntityTimeline {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  /** @isInt */
  bucket_seconds: number;
  items: EntityBucket[];
}

export interface RelatedSearch extends EntityRange {
  /** Only this attribute; a dozen of them when absent. */
  attribute?: Attribute;
  /**
   * Values of each attribute.
   * @isInt
   * @minimum 1
   * @maximum 500
   * @default 10
   */
  limit?: number;
}

export interface RelatedValue extends ValueCount {
  /** Name of an autonomous system; empty for the others. */
  label: string;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

/** The values of one attribute that came with an entity, most requests first, among its newest 5,000 requests of the range. */
export interface RelatedAttribute {
  attribute: Attribute;
  /**
   * Different values.
   * @isLong
   */
  distinct: number;
  items: RelatedValue[];
}

export interface RelatedEntities {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  /**
   * Requests that were read: all of the range, the newest 5,000, or those among the newest 200,000 of anybody.
   * @isInt
   * @maximum 5000
   */
  requests_read: number;
  items: RelatedAttribute[];
}

/** What a baseline compares. */
export interface EntityMeasures extends EntityCounts, DistinctCounts {
  /** @isLong */
  posts: number;
  /** @isLong */
  sensitive_paths: number;
  /** @isLong */
  bytes_out: number;
  /** Share of the requests whose handshake is known; null without any. */
  correlated_share: number | null;
  /** Share of the requests that send what a browser sends; null without any. */
  browser_share: number | null;
}

/**
 * The range, and as much time before as has passed of it: that ends as far into an hour as now is, or with the nearest hour where a
 * day or more is compared and the requests of then are no longer kept. Null when not all of it is kept.
 */
export interface EntityBaseline {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  current: EntityMeasures;
  /** Just before. */
  previous: EntityMeasures | null;
  /** A day before. */
  yesterday: EntityMeasures | null;
  /** A week before. */
  last_week: EntityMeasures | null;
}
