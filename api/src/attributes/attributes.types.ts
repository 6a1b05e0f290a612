import type { RequestFilters } from '../requests/requests.filters.types.js';
import type { Attribute, GroupPage, GroupSearch, ValueCount } from '../traffic/traffic.types.js';

/** What requests can be grouped by. */
export interface AttributeInfo {
  attribute: Attribute;
  /** What it is, in words. */
  help: string;
}

export interface AttributeList {
  items: AttributeInfo[];
  next_cursor: null;
}

/** The filters of the search for requests narrow what is counted. */
export interface AttributeSearch extends RequestFilters, GroupSearch {
  /**
   * Only values that begin so, whatever their case: for completion while someone types.
   * @maxLength 1024
   */
  prefix?: string;
  /** @default "-requests" */
  sort?: '-requests' | '-ips' | 'value';
}

export interface AttributeValue extends ValueCount {
  /** Name of an autonomous system; empty for the others. */
  label: string;
  /**
   * Different client addresses; above some hundred an estimate.
   * @isLong
   */
  ips: number;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
}

export interface AttributePage extends GroupPage {
  items: AttributeValue[];
}
