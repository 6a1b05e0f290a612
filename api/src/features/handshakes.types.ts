export interface HandshakeSearch {
  /**
   * First hour, inclusive: RFC 3339, or relative to now like `-7d`; cut down to the full hour.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive; cut down to the full hour. The hour that runs now when absent, so that only complete hours count. */
  to?: string;
  /**
   * Addresses with fewer connections in an hour are left out.
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 100
   */
  min_connections?: number;
  /**
   * Most of the connections that may have carried a request.
   * @minimum 0
   * @maximum 1
   * @default 0.05
   */
  max_used?: number;
  /**
   * Rows in a page. It ends after a day, even when it is not full.
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

/** One hour of an address whose handshakes brought hardly a request. */
export interface HandshakeRow {
  /** @format date-time */
  hour: string;
  client_ip: string;
  /** The one with most handshakes. */
  ja4: string;
  /** A host that it asked for and that served others in this hour; empty when it asked for none by name. */
  host: string;
  /**
   * Connections with a handshake.
   * @isInt
   */
  connections: number;
  /**
   * Connections that carried a request.
   * @isInt
   */
  used: number;
  /** @isInt */
  requests: number;
  /**
   * Distinct JA4s.
   * @isInt
   */
  ja4s: number;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

export interface HandshakePage {
  items: HandshakeRow[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}
