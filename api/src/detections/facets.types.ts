/** How many detections have a value. */
export interface FacetItem {
  value: string;
  /** @isInt */
  count: number;
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
