/** Where a decision comes from: a detection, a deny rule, or a person. */
export type DecisionOrigin = 'detection' | 'rule' | 'manual';

/** An address or CIDR block to act on. */
export interface Decision {
  /** @format uuid */
  decision_id: string;
  origin: DecisionOrigin;
  /** The detection or rule it follows from; empty when a person made it. */
  source_id: string;
  /**
   * The address or CIDR block.
   * @example "203.0.113.7"
   */
  value: string;
  /** What is to be blocked: `value` without what is on the allow list. Empty when all of it is. */
  ranges: string[];
  /** Why, in a sentence. */
  reason: string;
  /** @format date-time */
  created_at: string;
  /** Key or person that made it. */
  created_by: string;
  /**
   * Null: until it is taken back.
   * @format date-time
   */
  expires_at: string | null;
  /**
   * When it was taken back before it expired.
   * @format date-time
   */
  ended_at: string | null;
}

export interface NewDecision {
  /**
   * An address, or a CIDR block of at least 8 bits (IPv6: 16).
   * @minLength 1
   * @maxLength 60
   * @example "203.0.113.7"
   */
  value: string;
  /**
   * @minLength 1
   * @maxLength 1000
   */
  reason: string;
  /** RFC 3339; until it is taken back when null. */
  expires_at?: string | null;
}

export interface DecisionPage {
  items: Decision[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface DecisionSearch {
  origin?: DecisionOrigin;
  /** Decisions on this address and on the blocks that hold it. */
  address?: string;
  source_id?: string;
  created_by?: string;
  /**
   * `active`: to be acted on now; `ended`: expired or taken back.
   * @default "active"
   */
  state?: 'active' | 'ended' | 'any';
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

/** A block to add or remove. */
export interface DecisionRange {
  /**
   * Address or CIDR block.
   * @example "203.0.113.7"
   */
  range: string;
  /** @format uuid */
  decision_id: string;
  origin: DecisionOrigin;
  reason: string;
  /** @format date-time */
  expires_at: string | null;
}

/** What changed since a cursor. Apply `removed` first, then `added`. */
export interface DecisionChanges {
  /** No longer to be blocked: expired, taken back, or on the allow list now. */
  removed: DecisionRange[];
  /** To be blocked now; also what was there and lasts longer. */
  added: DecisionRange[];
  /** Give it next time. */
  cursor: string;
  /** True when there is more: call again at once. */
  more: boolean;
}

export interface DecisionChangesSearch {
  /** `cursor` of the answer before; without it everything is in `added`. */
  cursor?: string;
  /**
   * Decisions looked at in one answer.
   * @isInt
   * @minimum 1
   * @maximum 5000
   * @default 1000
   */
  limit?: number;
}

export interface BlocklistSearch {
  /**
   * `plain`: addresses and blocks as they were decided, a line each. `cidr`: the fewest CIDR blocks that hold the same.
   * @default "plain"
   */
  form?: 'plain' | 'cidr';
  /** Only IPv4 or only IPv6. */
  family?: '4' | '6';
  origin?: DecisionOrigin;
}
