import type { DetectionLevel } from './detections.types.js';

/** The detections that have a value. */
export interface FacetItem {
  value: string;
  /** @isInt */
  count: number;
  /** The worst of them. */
  level: DetectionLevel;
  /** The highest of them. */
  score: number;
  /**
   * Client addresses.
   * @isInt
   */
  clients: number;
  /** @format date-time */
  last_seen: string;
}

export interface Facet {
  /** status, level, kind, reason, host, client_ip, ja4 or assignee. */
  name: string;
  /**
   * Distinct values; `items` has the most frequent of them.
   * @isInt
   */
  values: number;
  items: FacetItem[];
}

/** What the filters leave, in groups. */
export interface DetectionFacets {
  /** @isInt */
  total: number;
  facets: Facet[];
}
