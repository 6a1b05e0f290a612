import type { Attribute, GroupPage, GroupSearch, ValueCount } from '../traffic/traffic.types.js';

export interface VariabilitySearch extends GroupSearch {
  /** The attribute that varies. */
  of: Attribute;
  /**
   * Only this value of the attribute.
   * @maxLength 1024
   */
  value?: string;
  /**
   * Seen at this host.
   * @maxLength 1024
   */
  host?: string;
  /**
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 1
   */
  min_requests?: number;
  /**
   * Only values with so many different others.
   * @isInt
   * @minimum 1
   * @maximum 2147483647
   * @default 1
   */
  min_distinct?: number;
  /**
   * Most different others, most evenly spread, or most requests.
   * @default "-distinct"
   */
  sort?: '-distinct' | '-entropy' | '-requests';
}

/** One value, and the others that came with it. */
export interface Variability {
  /** @example "curl/8.5.0" */
  value: string;
  /** @isLong */
  requests: number;
  /**
   * Different values of the other attribute.
   * @isLong
   */
  distinct: number;
  /** Bits: 0 when there is one, log2 of their number when all are equally frequent. */
  entropy: number;
  /**
   * The most frequent ones.
   * @maxItems 5
   */
  top: ValueCount[];
}

export interface VariabilityPage extends GroupPage {
  items: Variability[];
}
