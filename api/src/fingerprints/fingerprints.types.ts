import type { DecodedJa4 } from '../generated/decode/decode-ja4.js';
import type { RelatedAttribute } from '../entities/entities.types.js';
import type { GroupPage, GroupSearch, ValueCount } from '../traffic/traffic.types.js';

/** What sends a fingerprint, as the dictionary of known clients groups it. */
export type ClientCategory =
  | 'browser'
  | 'text-browser'
  | 'browser-automation'
  | 'bot-framework'
  | 'library'
  | 'tool'
  | 'scanner'
  | 'attack-tool'
  | 'load-tool';

export interface FingerprintSearch extends GroupSearch {
  /**
   * Exactly this JA4, or all that begin so when it ends with `*`.
   * @maxLength 100
   */
  ja4?: string;
  /**
   * Seen at this host.
   * @maxLength 1024
   */
  host?: string;
  /** Whether the dictionary of known clients has it. */
  known?: boolean;
  /**
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 1
   */
  min_requests?: number;
  /**
   * Most requests, most addresses, newest, last seen, or those that least or most look like a browser.
   * @default "-requests"
   */
  sort?: '-requests' | '-ips' | '-first_seen' | '-last_seen' | 'browser_share' | '-browser_share';
}

/** A known client that sends a JA4. Several share one when they share a TLS library and its settings. */
export interface FingerprintClient {
  /** List that says so; `promoted` is the one that analysts write. */
  list: string;
  client: string;
  category: string;
}

/** One JA4 and how common it is in a range of time. */
export interface Fingerprint {
  /** @example "t13d1516h2_8daaf6152771_d8a2da3f94cd" */
  ja4: string;
  /** @isLong */
  requests: number;
  /** Of all requests with a JA4, 0 to 1. */
  share: number;
  /**
   * Different client addresses; an estimate, 2 % off, where there are thousands.
   * @isLong
   */
  ips: number;
  /** @isLong */
  hosts: number;
  /** @isLong */
  user_agents: number;
  /**
   * Different networks, of the addresses that a list of networks has.
   * @isLong
   */
  asns: number;
  /** Share of its requests that send what a browser sends. */
  browser_share: number;
  /**
   * Kinds of client that its User-Agents name, most requests first.
   * @maxItems 5
   */
  browsers: ValueCount[];
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
  /** What the dictionary knows; empty when nothing. */
  clients: FingerprintClient[];
}

export interface FingerprintPage extends GroupPage {
  items: Fingerprint[];
}

export interface FingerprintRange {
  /**
   * Start, inclusive: RFC 3339, or relative to now like `-24h`. The hours that the range touches are counted whole.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive. Now when absent. */
  to?: string;
}

/** A JA4 in words, how common it is, and who shares it. */
export interface FingerprintDetail {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  decoded: DecodedJa4;
  /** With the names of its ciphers and extensions: absent when no sensor sent them. */
  decoded_raw?: DecodedJa4;
  /** Absent when nobody came with it in this range. */
  seen?: Fingerprint;
  clients: FingerprintClient[];
  /**
   * Requests that `shared_by` was read from: all of the range, the newest 5,000, or those among the newest 200,000 of anybody.
   * @isInt
   * @maximum 5000
   */
  requests_read: number;
  /** Addresses, networks, User-Agents, hosts, header orders and TCP options that came with it. */
  shared_by: RelatedAttribute[];
}

export interface DecodedFingerprint {
  decoded: DecodedJa4;
  clients: FingerprintClient[];
}

export interface DictionarySearch {
  /**
   * Exactly this JA4, or all that begin so when it ends with `*`.
   * @maxLength 100
   */
  ja4?: string;
  /**
   * The client's name holds this text, whatever the case.
   * @maxLength 200
   */
  client?: string;
  category?: ClientCategory;
  /**
   * @isInt
   * @minimum 1
   * @maximum 500
   * @default 50
   */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
  /** @default false */
  count?: boolean;
}

export interface DictionaryEntry extends FingerprintClient {
  ja4: string;
}

export interface DictionaryPage {
  items: DictionaryEntry[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

/** What an analyst knows to send a JA4. */
export interface Promotion {
  /**
   * @minLength 1
   * @maxLength 100
   * @pattern ^[^\u0000-\u001f\u007f]+$ must be one line
   * @example "Our uptime monitor"
   */
  client: string;
  category: ClientCategory;
}
