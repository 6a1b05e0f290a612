import type { RecordFields, RecordSearch } from '../records/records.types.js';

/** A page of the dashboard that searches. */
export type SearchPage =
  'requests' | 'detections' | 'entities' | 'fingerprints' | 'decisions' | 'campaigns' | 'sensors';

export interface NewSearch {
  /**
   * @minLength 1
   * @maxLength 100
   */
  name: string;
  page: SearchPage;
  /** Parameters of the search by name, as they stand in the page's address. */
  query: Record<string, string>;
  /** Shown to everybody; only its owner and administrators change it. */
  shared?: boolean;
  /** The view that the page opens with: one's own, or when it is shared that of everybody who has none. */
  is_default?: boolean;
}

export interface Search extends RecordFields {
  /** @format uuid */
  search_id: string;
  /** Its owner: the login of a person, or `key ` and the name of a key. */
  created_by: string;
  name: string;
  page: SearchPage;
  query: Record<string, string>;
  shared: boolean;
  is_default: boolean;
}

export interface SearchChange {
  /**
   * @minLength 1
   * @maxLength 100
   */
  name?: string;
  query?: Record<string, string>;
  shared?: boolean;
  is_default?: boolean;
}

export interface SearchList {
  items: Search[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface SearchSearch extends RecordSearch {
  page?: SearchPage;
  /** Exactly, or a prefix that ends with `*`. */
  name?: string;
  shared?: boolean;
  /** True: only one's own. */
  own?: boolean;
}

/** The view that each page opens with: one's own default, else the shared one; pages without a default are absent. */
export interface DefaultSearches {
  items: Search[];
}
