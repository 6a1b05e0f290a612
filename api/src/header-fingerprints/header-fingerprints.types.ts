import type { GroupPage, GroupSearch, ValueCount } from '../traffic/traffic.types.js';

export interface HeaderFingerprintSearch extends GroupSearch {
  /**
   * One order of headers.
   * @maxLength 64
   */
  header_order_hash?: string;
  /**
   * Has a header of this name, whatever the case.
   * @maxLength 256
   */
  header?: string;
  /**
   * Sent by this User-Agent: exactly, or all that begin so when it ends with `*`.
   * @maxLength 1024
   */
  user_agent?: string;
  /**
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 1
   */
  min_requests?: number;
  /** @default "-requests" */
  sort?: '-requests' | '-ips' | '-user_agents' | '-first_seen' | '-last_seen';
}

/** Requests whose headers have the same names in the same order: a cluster of clients with one HTTP library. */
export interface HeaderFingerprint {
  header_order_hash: string;
  /** Names in the order sent. */
  headers: string[];
  /** @isLong */
  requests: number;
  /**
   * Different client addresses; an estimate, 2 % off, where there are thousands.
   * @isLong
   */
  ips: number;
  /**
   * Different JA4, of the requests with a handshake.
   * @isLong
   */
  ja4s: number;
  /** @isLong */
  user_agents: number;
  /** Share of the requests whose User-Agent claims a browser that people use. */
  browser_share: number;
  /**
   * Kinds of client that the User-Agents name, most requests first: two browsers under one order are one too many.
   * @maxItems 5
   */
  browsers: ValueCount[];
  /** The most frequent User-Agent; an estimate where there are more than 300. */
  top_user_agent: string;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

export interface HeaderFingerprintPage extends GroupPage {
  items: HeaderFingerprint[];
}
