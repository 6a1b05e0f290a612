/** A decision as CrowdSec's local API shows it to bouncers. */
export interface CrowdsecDecision {
  /** @isLong */
  id: number;
  /** detection, rule, manual. */
  origin: string;
  /** Always `ban`. */
  type: string;
  scope: 'Ip' | 'Range';
  /** @example "203.0.113.7" */
  value: string;
  /**
   * From now until it expires, as Go writes it.
   * @example "3h59m58s"
   */
  duration: string;
  /** Why: key of a reason and a sentence. */
  scenario: string;
}

/** Filters that bouncers send; several values are separated by commas. */
export interface CrowdsecFilters {
  /** `ip`, `range` or both. */
  scopes?: string;
  /** `detection`, `rule`, `manual`: those of CrowdSec itself match nothing here. */
  origins?: string;
  /** Text that the scenario holds, one of them. */
  scenarios_containing?: string;
  /** Text that the scenario must not hold. */
  scenarios_not_containing?: string;
}

export interface CrowdsecSearch extends CrowdsecFilters {
  scope?: string;
  value?: string;
  type?: string;
  /** Decisions on this address and on the blocks that hold it. */
  ip?: string;
  /** Decisions on this very block. */
  range?: string;
  /** False: blocks within `range` instead of those that hold it. */
  contains?: boolean;
  /** Bouncers come to send more with time, and CrowdSec's own local API ignores what it does not know. */
  [unknown: string]: unknown;
}

export interface CrowdsecStreamSearch extends CrowdsecFilters {
  /** True: everything that is active is in `new`. */
  startup?: boolean;
  /** Taken for compatibility: ranges are handed out once anyway. */
  dedup?: boolean;
  /** As in `CrowdsecSearch`: newer bouncers send `community_pull` and `additional_pull`. */
  [unknown: string]: unknown;
}

/** What changed since the last call with the same key. */
export interface CrowdsecStream {
  new: CrowdsecDecision[] | null;
  deleted: CrowdsecDecision[] | null;
}
