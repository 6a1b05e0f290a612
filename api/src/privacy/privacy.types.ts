/** How long one table keeps its rows, as the store does it now. */
export interface TableRetention {
  table: string;
  /** Days after which rows go; null when they stay. */
  days: number | null;
  /**
   * What the days are counted from, and which rows are meant.
   * @example "time"
   */
  rule: string | null;
  /** @isInt */
  rows: number;
  /**
   * True when its rows hold addresses, of visitors or of people who sign in, or have a place for them. What people write in
   * comments is not looked at.
   */
  personal: boolean;
}

/** What is kept of people, and for how long. */
export interface Privacy {
  tables: TableRetention[];
  /** Days after which addresses that are kept are replaced by pseudonyms; null: they are not, until their rows go. */
  pseudonymisation_age_days: number | null;
}
