import type { AddressFilter, TextFilter } from '../filters/filters.types.js';

export interface FeatureExport {
  /**
   * First hour, inclusive: RFC 3339, or relative to now like `-7d`; cut down to the full hour.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive; cut down to the full hour. The hour that runs now when absent, so that only complete hours count. */
  to?: string;
  /**
   * Rows with fewer requests are left out.
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 1
   */
  min_requests?: number;
  /**
   * One of so many rows, told by a hash of what names it: the same rows whenever it is asked, among them those of any
   * multiple. Their values are what they are among all rows; the others are never computed.
   * @isInt
   * @minimum 1
   * @maximum 1000000
   * @default 1
   */
  one_in?: number;
  client_ip?: AddressFilter[];
  host?: TextFilter[];
  ja4?: TextFilter[];
}

export interface FeatureSearch extends FeatureExport {
  /**
   * Rows in a page. With `min_requests` or `one_in` a page ends after a day, even when it is not full.
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
}

/** What evidence rules need to know about a row besides its features. */
export interface FeatureContext {
  /**
   * User-Agents, at most five.
   * @maxItems 5
   */
  user_agents: string[];
  /**
   * Some paths, those that scanners look for and those with an attack first, the latter with their query; at most ten.
   * @maxItems 10
   */
  sample_paths: string[];
  /**
   * Requests for paths that scanners look for.
   * @isInt
   */
  sensitive_requests: number;
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
   * Answers 404.
   * @isInt
   */
  not_found: number;
  /**
   * Requests without Accept-Language.
   * @isInt
   */
  without_accept_language: number;
  /**
   * Requests without Sec-Fetch-Mode.
   * @isInt
   */
  without_sec_fetch: number;
  /** Names of the request headers in the order sent, at most five orders. */
  header_orders: string[];
  /** Versions of HTTP spoken. */
  http_versions: string[];
  /** The JA4 before hashing; null when no handshake is known. */
  ja4_r: string | null;
  /** Application protocols the client offered; empty when none or when no handshake is known. */
  tls_alpn: string[];
  /** How HTTP/2 was opened: `settings|window update|priority|order of pseudo-headers`; empty when it was not seen. */
  h2_fingerprint: string;
  /**
   * Requests, of up to 500, that carry an attack in query, path, User-Agent or Referer.
   * @isInt
   */
  payload_requests: number;
  /** The crawler that published this address as its own (lists of the kind `bots`); null when none did. */
  verified_bot: string | null;
  /** The crawler that the User-Agent names and that published its addresses, but not this one; null when there is none. */
  false_bot: string | null;
  /** Names that the client asked for in handshakes of this hour, at most ten. */
  server_names: string[];
  /**
   * The lowest TTL of its SYNs; null when none was seen.
   * @isInt
   */
  ttl: number | null;
  /** Kinds of the TCP options of its SYN in order; null when none was seen. */
  tcp_options: string | null;
  /**
   * Requests in the busiest ten seconds.
   * @isInt
   */
  busiest_ten_seconds: number;
  /**
   * Requests of the address on all hosts and with all handshakes.
   * @isInt
   */
  address_requests: number;
  /**
   * Those of them answered 401, 403, 404 or 429.
   * @isInt
   */
  address_failed: number;
  /**
   * Addresses with the same handshake at least half of whose requests to the host post logins; 0 when there are none.
   * @isInt
   */
  login_fleet_addresses: number;
  /**
   * Login attempts of those addresses.
   * @isInt
   */
  login_fleet_posts: number;
  /**
   * Those of them answered 401, 403 or 429.
   * @isInt
   */
  login_fleet_refused: number;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

/** One hour of one client with one handshake on one host. */
export interface FeatureRow {
  /** @format date-time */
  hour: string;
  client_ip: string;
  /** Empty when no handshake is known. */
  ja4: string;
  host: string;
  correlated: boolean;
  /** @isInt */
  requests: number;
  /** In the order of `features`; null what cannot be known for this row. */
  values: (number | null)[];
  context: FeatureContext;
}

export interface FeaturePage {
  /**
   * Version of the list of features. A model of another version must not score these rows.
   * @isInt
   */
  feature_version: number;
  /** Names of the features, in the order of `values`. */
  features: string[];
  items: FeatureRow[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}
