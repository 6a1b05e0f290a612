import type { GroupPage, GroupSearch } from '../traffic/traffic.types.js';

export interface BruteforceFilters {
  /**
   * POST requests of one address to one host from which on it counts as guessing.
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 10
   */
  min_posts?: number;
  /**
   * Only POST requests to paths that ask for a password.
   * @default false
   */
  logins_only?: boolean;
  /** Address or CIDR block. */
  client_ip?: string;
  /** Exactly this host, or all that begin so when it ends with `*`. */
  host?: string;
}

export interface BruteforceSearch extends BruteforceFilters, GroupSearch {
  /** @default "-posts" */
  sort?: '-posts' | '-refused' | '-last_seen';
}

export interface BruteforceTimelineSearch extends BruteforceFilters {
  /**
   * Start, inclusive: RFC 3339, or relative to now like `-24h`. The hours that the range touches are counted whole.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive. Now when absent. */
  to?: string;
}

/** How much was guessed. */
export interface BruteforceCounts {
  /** @isLong */
  posts: number;
  /**
   * Those of them to paths that ask for a password.
   * @isLong
   */
  login_posts: number;
  /**
   * Those of `login_posts` answered 401, 403 or 429.
   * @isLong
   */
  refused: number;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

/** A host whose forms are guessed at. */
export interface BruteforceTarget extends BruteforceCounts {
  host: string;
  /**
   * Addresses that sent so many.
   * @isLong
   */
  attackers: number;
  /**
   * The busiest of them.
   * @maxItems 5
   */
  top_attackers: string[];
}

/** An address that guesses. */
export interface BruteforceAttacker extends BruteforceCounts {
  client_ip: string;
  /**
   * Hosts at which it guesses, the busiest first, at most 20.
   * @maxItems 20
   */
  hosts: string[];
  /**
   * Different JA4 that it did it with.
   * @isLong
   */
  ja4s: number;
}

export interface BruteforceTargetPage extends GroupPage {
  items: BruteforceTarget[];
}
export interface BruteforceAttackerPage extends GroupPage {
  items: BruteforceAttacker[];
}

export interface BruteforceBucket {
  /** @format date-time */
  time: string;
  /** @isLong */
  posts: number;
  /** @isLong */
  login_posts: number;
  /** @isLong */
  refused: number;
  /** @isLong */
  attackers: number;
  /** @isLong */
  targets: number;
}

export interface BruteforceTimeline {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  /** @isInt */
  bucket_seconds: number;
  items: BruteforceBucket[];
}
