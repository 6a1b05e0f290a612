import type { Detection } from '../detections/detections.types.js';
import type { RelatedAttribute } from '../entities/entities.types.js';
import type { Label } from '../labels/labels.types.js';
import type { Message } from '../messages/messages.types.js';
import type { KnownPrefix } from '../reference-lists/reference-lists.types.js';

export interface InvestigationRange {
  /**
   * Start, inclusive: RFC 3339, or relative to now like `-24h`. The hours that the range touches are counted whole.
   * @default "-7d"
   */
  from?: string;
  /** End, exclusive. Now when absent. */
  to?: string;
}

/** What the risk is made of; docs/investigations.md has each. */
export type RiskKey =
  | 'open-detections'
  | 'anomaly'
  | 'client-identity'
  | 'tcp-stack'
  | 'scanning'
  | 'guessing'
  | 'rotation'
  | 'refusals'
  | 'labelled-legitimate'
  | 'known-good';

export interface RiskPart {
  key: RiskKey;
  /**
   * Points that it can add at most; negative when it takes points away.
   * @isInt
   */
  weight: number;
  /** How much of it is there, 0 to 1; null when it cannot be known, which adds nothing. */
  value: number | null;
  /** `weight` times `value`. */
  points: number;
  /** What was seen, in a sentence. */
  detail: string;
  /** The sentence taken apart. */
  message: Message;
}

export interface Risk {
  /**
   * The sum of the points, never below 0 nor above 100.
   * @isInt
   * @minimum 0
   * @maximum 100
   */
  score: number;
  /** none: 0, low: below 25, medium: below 50, high: below 75, critical: above. */
  level: 'none' | 'low' | 'medium' | 'high' | 'critical';
  parts: RiskPart[];
}

/** What the address did in the range. */
export interface Activity {
  /** @isLong */
  requests: number;
  /**
   * Null without any request.
   * @format date-time
   */
  first_seen: string | null;
  /** @format date-time */
  last_seen: string | null;
  /**
   * Hours in which it came.
   * @isLong
   */
  active_hours: number;
  /** @isLong */
  hosts: number;
  /** @isLong */
  ja4s: number;
  /**
   * Different lists of ciphers, the second part of the JA4.
   * @isLong
   */
  ja4_families: number;
  /**
   * Requests for what scanners look for.
   * @isLong
   */
  sensitive_paths: number;
  /**
   * POST requests to paths that ask for a password.
   * @isLong
   */
  login_posts: number;
  /**
   * Those of them answered 401, 403 or 429.
   * @isLong
   */
  login_refused: number;
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

/** What its handshakes and packets say against its User-Agents. Only requests that no proxy spoke for count. */
export interface Identity {
  /**
   * Requests whose User-Agent claims a browser, with a JA4 that the dictionary knows.
   * @isLong
   */
  browser_claims: number;
  /**
   * Those of them whose JA4 no browser sends.
   * @isLong
   */
  false_claims: number;
  /**
   * Requests whose User-Agent and SYN both name an operating system.
   * @isLong
   */
  stack_claims: number;
  /**
   * Those of them that contradict.
   * @isLong
   */
  stack_mismatches: number;
}

/** What the models said of its hours. */
export interface Anomaly {
  /** @isLong */
  scored_hours: number;
  worst_score: number | null;
  worst_percentile: number | null;
}

/** Everything known about an address. */
export interface InvestigationSummary {
  client_ip: string;
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  risk: Risk;
  activity: Activity;
  identity: Identity;
  anomaly: Anomaly;
  /** @isInt */
  asn: number | null;
  as_name: string | null;
  country: string | null;
  /** Verified bots and own prefixes that hold the address. */
  known_prefixes: KnownPrefix[];
  /**
   * What people say of the address or a block that holds it, in force: the newest fifty.
   * @maxItems 50
   */
  labels: Label[];
  /**
   * Its detections that are neither closed nor suppressed, whenever they were seen: the twenty of the highest score.
   * @maxItems 20
   */
  open_detections: Detection[];
  /** Fingerprints, User-Agents, hosts, paths ... it came with. */
  related: RelatedAttribute[];
}
