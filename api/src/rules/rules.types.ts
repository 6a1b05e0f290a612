import type { RecordFields, RecordSearch } from '../records/records.types.js';
import type { Effect } from '../verdicts/verdicts.types.js';

/**
 * `allow` suppresses the detections of what it names, and its addresses are never handed out as a block. `deny` raises them,
 * and without a host its addresses are blocked. `detect`: detections below `min_score` are suppressed. `block`: addresses
 * with a detection from `min_score` on are blocked for `duration_s` after they were last seen (without such a rule: those at
 * level critical, for four hours).
 */
export type RuleKind = 'allow' | 'deny' | 'detect' | 'block';
export type RuleField = 'address' | 'ja4' | 'asn' | 'country' | 'user_agent' | 'host';

export interface NewRule {
  kind: RuleKind;
  /** What `value` is; of allow and deny. */
  field?: RuleField;
  /**
   * An address or CIDR block (of deny: of at least 8 bits, IPv6: 16), a JA4, the number of a network, a country (ISO 3166-1),
   * a User-Agent or a host; the last two may end with `*`: then they are a prefix. Of allow and deny.
   * @maxLength 1024
   * @example "AS64496"
   */
  value?: string;
  /**
   * Only on this host; everywhere when empty. The rule of a host goes before that of all.
   * @maxLength 1024
   */
  host?: string;
  /**
   * Of detect and block.
   * @minimum 0
   * @maximum 1
   */
  min_score?: number;
  /**
   * Of block: seconds after it was last seen. Four hours when absent.
   * @isInt
   * @minimum 60
   * @maximum 31536000
   */
  duration_s?: number;
  /** @maxLength 10000 */
  comment?: string;
  /** RFC 3339; without end when null. */
  expires_at?: string | null;
}

export interface Rule extends RecordFields {
  /** @format uuid */
  rule_id: string;
  kind: RuleKind;
  /** Null for detect and block. */
  field: 'address' | 'ja4' | 'asn' | 'country' | 'user_agent' | 'host' | null;
  /** Null for detect and block. */
  value: string | null;
  /** Empty: everywhere. */
  host: string;
  /** Null for allow and deny. */
  min_score: number | null;
  /**
   * Null but for block.
   * @isInt
   */
  duration_s: number | null;
  comment: string;
  /** @format date-time */
  expires_at: string | null;
  /**
   * True until a second person confirms it, where `JA4_TWO_PERSON` asks for that: so far it does nothing. There
   * people alone make, change and confirm what hides detections; API keys are answered 403.
   */
  awaits_second: boolean;
}

/** A rule with what it did. */
export interface AppliedRule extends Rule {
  effect: Effect;
}

/** What can change of a rule: another field, value or kind is another rule. */
export interface RuleChange {
  /** @maxLength 1024 */
  host?: string;
  /**
   * @minimum 0
   * @maximum 1
   */
  min_score?: number;
  /**
   * @isInt
   * @minimum 60
   * @maximum 31536000
   */
  duration_s?: number;
  /** @maxLength 10000 */
  comment?: string;
  /** RFC 3339; without end when null. */
  expires_at?: string | null;
}

export interface RulePage {
  items: Rule[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface RuleFilters {
  kind?: RuleKind;
  field?: RuleField;
  /** Exactly, or a prefix that ends with `*`. */
  value?: string;
  /** Rules on this address and on the blocks that hold it. */
  address?: string;
  host?: string;
  created_by?: string;
  /** True: in force. False: expired. */
  active?: boolean;
}

/** @example {} */
export interface RuleSearch extends RuleFilters, RecordSearch {}

/** A rule to try: it is not stored. */
export interface RuleTrial {
  /** The rule; absent to try what removing `replaces` would do. */
  rule?: NewRule;
  /** Id of a stored rule that is left out. */
  replaces?: string;
}

/** What a rule would do now. */
export interface RuleTrialResult {
  /**
   * Detections that would be kept out of lists.
   * @isInt
   */
  suppressed: number;
  /**
   * Detections that would be lifted.
   * @isInt
   */
  raised: number;
  /**
   * Detections that would be again as they were found.
   * @isInt
   */
  released: number;
  /**
   * Addresses whose detections would have them blocked; null unless a block rule is tried or replaced.
   * @isInt
   */
  blocked_addresses: number | null;
  /**
   * Addresses of the last 24 hours that an allow or deny rule speaks of.
   * @isInt
   */
  addresses: number;
  /**
   * Requests of the last 24 hours that an allow or deny rule speaks of.
   * @isInt
   */
  requests: number;
}

export interface PartToEvaluate {
  /**
   * From 0; the answer says how many there are.
   * @isInt
   * @minimum 0
   * @maximum 4294967295
   */
  part: number;
}
