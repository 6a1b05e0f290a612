import type { TextFilter } from '../filters/filters.types.js';

export interface FleetSearch {
  /**
   * First hour, inclusive: RFC 3339, or relative to now like `-7d`; cut down to the full hour.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive; cut down to the full hour. The hour that runs now when absent, so that only complete hours count. */
  to?: string;
  /**
   * Rows in a page.
   * @isInt
   * @minimum 1
   * @maximum 5000
   * @default 50
   */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** @default false */
  count?: boolean;
  /**
   * Rows with fewer addresses are left out: what one address does is a row of /v1/features.
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 2
   */
  min_addresses?: number;
  ja4?: TextFilter[];
  header_order_hash?: TextFilter[];
  host?: TextFilter[];
}

/** What evidence rules need to know about a fleet besides its features. */
export interface FleetContext {
  /**
   * Some of the addresses, at most twenty.
   * @maxItems 20
   */
  addresses: string[];
  /** Names of the request headers in the order sent, empty when they are not known any more. */
  header_order: string;
  /**
   * POST requests to login paths.
   * @isInt
   */
  login_posts: number;
  /**
   * POST requests to login paths answered 401, 403 or 429.
   * @isInt
   */
  login_posts_refused: number;
  /**
   * Requests that look like a browser's.
   * @isInt
   */
  browser_like: number;
  /**
   * Distinct User-Agents.
   * @isInt
   */
  user_agents: number;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

/** One hour of all addresses that sent a host the same handshake and the same order of headers. */
export interface FleetRow {
  /** @format date-time */
  hour: string;
  /** Empty when no handshake is known. */
  ja4: string;
  header_order_hash: string;
  host: string;
  /**
   * Distinct addresses.
   * @isInt
   */
  addresses: number;
  /** @isInt */
  requests: number;
  /** In the order of `features`; null what cannot be known for this row. */
  values: (number | null)[];
  context: FleetContext;
}

export interface FleetPage {
  /**
   * Version of the list of features. A model of another version must not score these rows.
   * @isInt
   */
  feature_version: number;
  /** Names of the features, in the order of `values`. */
  features: string[];
  items: FleetRow[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}
