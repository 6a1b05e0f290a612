import type { RequestFilters } from '../requests/requests.filters.types.js';
import type { Attribute } from '../traffic/traffic.types.js';

/** One of the two groups: requests of a range of time that match the filters of the search. */
export interface TrafficGroup extends RequestFilters {
  /**
   * Start, inclusive: RFC 3339, or relative to now like `-24h`.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive. Now when absent. */
  to?: string;
}

export interface Comparison {
  a: TrafficGroup;
  b: TrafficGroup;
  /**
   * What is compared; most attributes when absent.
   * @maxItems 22
   */
  attributes?: Attribute[];
  /**
   * Values of each attribute, those that differ most.
   * @isInt
   * @minimum 1
   * @maximum 100
   * @default 10
   */
  limit?: number;
}

export interface ComparedValue {
  value: string;
  /** @isLong */
  requests_a: number;
  /** @isLong */
  requests_b: number;
  /** Of the requests of its group that have any value, 0 to 1. */
  share_a: number;
  share_b: number;
  /** `share_b` less `share_a`. */
  difference: number;
}

export interface ComparedAttribute {
  attribute: Attribute;
  /**
   * How different the two are in it: Jensen-Shannon divergence in bits, 0 when the shares are the same, 1 when no value is in
   * both. Null when one of them has no value at all, and when not all of what it is counted from is kept; of one and the same
   * time what is left is compared.
   */
  divergence: number | null;
  /** Those that differ most. */
  values: ComparedValue[];
}

export interface ComparedGroup {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  /**
   * Null when not all of them are kept; where both groups are of the same time what is left is counted.
   * @isLong
   */
  requests: number | null;
  /**
   * Null when requests is.
   * @isLong
   */
  ips: number | null;
}

export interface ComparisonResult {
  a: ComparedGroup;
  b: ComparedGroup;
  /** The attribute in which they differ most comes first. */
  items: ComparedAttribute[];
}
