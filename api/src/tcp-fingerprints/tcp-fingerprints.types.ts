import type { GroupPage, GroupSearch, ValueCount } from '../traffic/traffic.types.js';

/** Operating system that a SYN looks like. `scanner` sends packets of its own making, `other` is like none that is known. */
export type TcpStack = 'windows' | 'linux' | 'apple' | 'bsd' | 'scanner' | 'other';

export interface TcpFingerprintSearch extends GroupSearch {
  stack?: TcpStack;
  /**
   * Seen at this host.
   * @maxLength 1024
   */
  host?: string;
  /** Address or CIDR block. */
  client_ip?: string;
  /** @default "-requests" */
  sort?: '-requests' | '-ips' | '-mismatches' | '-last_seen';
}

/** SYNs that look alike, and what their senders say they are. Only of clients that no proxy spoke for. */
export interface TcpFingerprint {
  /**
   * Initial TTL, window, MSS, window scale and options, joined by colons; empty where not known.
   * @example "64:64240:1460:7:2-4-8-1-3"
   */
  fingerprint: string;
  stack: TcpStack;
  /**
   * Time to live that it started with: 32, 64, 128 or 255.
   * @isInt
   */
  initial_ttl: number;
  /** @isInt */
  window_size: number | null;
  /** @isInt */
  mss: number | null;
  /** @isInt */
  window_scale: number | null;
  /** Kinds of the options in the order sent, joined by `-`. */
  options: string;
  /** @isLong */
  requests: number;
  /**
   * Different client addresses; an estimate, 2 % off, where there are thousands.
   * @isLong
   */
  ips: number;
  /**
   * Requests whose User-Agent names an operating system with another stack.
   * @isLong
   */
  mismatches: number;
  /**
   * Operating systems that the User-Agents name, most requests first.
   * @maxItems 5
   */
  claimed: ValueCount[];
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

export interface TcpFingerprintPage extends GroupPage {
  items: TcpFingerprint[];
}

export interface TcpMismatchSearch extends GroupSearch {
  stack?: TcpStack;
  /**
   * Seen at this host.
   * @maxLength 1024
   */
  host?: string;
  /** Address or CIDR block. */
  client_ip?: string;
  /** @default "-mismatches" */
  sort?: '-mismatches' | '-last_seen';
}

/** An address whose packets are of another operating system than its User-Agents name. */
export interface TcpMismatch {
  client_ip: string;
  /**
   * Stacks that its packets look like.
   * @maxItems 6
   */
  stacks: string[];
  /**
   * Operating systems that its User-Agents name.
   * @maxItems 6
   */
  claimed: string[];
  /**
   * Requests in which the two contradict.
   * @isLong
   */
  mismatches: number;
  /**
   * One of these User-Agents.
   */
  user_agent: string;
  /** @isLong */
  ja4s: number;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

export interface TcpMismatchPage extends GroupPage {
  items: TcpMismatch[];
}
