import type { GroupPage, GroupSearch } from '../traffic/traffic.types.js';

/** Kind of client that a User-Agent names. `other` is none of these. */
export type UserAgentKind =
  | 'bot'
  | 'edge'
  | 'opera'
  | 'samsung'
  | 'headless'
  | 'firefox'
  | 'chrome'
  | 'safari'
  | 'curl'
  | 'wget'
  | 'python'
  | 'go'
  | 'java'
  | 'node'
  | 'other';

export interface UserAgentSearch extends GroupSearch {
  /**
   * Holds this text, whatever the case.
   * @maxLength 1024
   */
  search?: string;
  browser?: UserAgentKind;
  /**
   * Seen at this host.
   * @maxLength 1024
   */
  host?: string;
  /** Seen with this JA4. */
  ja4?: string;
  /**
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 1
   */
  min_requests?: number;
  /** @default "-requests" */
  sort?: '-requests' | '-ips' | '-ja4s' | '-first_seen' | '-last_seen';
}

export interface UserAgent {
  user_agent: string;
  /** Kind of client that it names. */
  browser: string;
  /** Operating system that it names; `other` when it names none that is known. */
  os: string;
  /** Whether it claims a browser that people use. */
  is_browser: boolean;
  /** @isLong */
  requests: number;
  /**
   * Different client addresses; an estimate, 2 % off, where there are thousands.
   * @isLong
   */
  ips: number;
  /**
   * Different JA4.
   * @isLong
   */
  ja4s: number;
  /**
   * Different lists of ciphers (second part of the JA4): more than one family under a browser's name is a lie.
   * @isLong
   */
  ja4_families: number;
  /**
   * Different orders of the headers.
   * @isLong
   */
  header_orders: number;
  /** The most frequent JA4; an estimate where there are more than 300, null without any. */
  top_ja4: string | null;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

export interface UserAgentPage extends GroupPage {
  items: UserAgent[];
}
