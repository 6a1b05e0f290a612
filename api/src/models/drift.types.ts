export type DriftMethod = 'psi' | 'ks';

/** How much one feature, or the score, has moved from what a model was trained on. */
export interface DriftMeasure {
  /** @format date-time */
  window_from: string;
  /** @format date-time */
  window_to: string;
  /**
   * Empty: the score itself.
   * @maxLength 64
   */
  feature: string;
  /**
   * Empty: all rows; else those of one JA4 or network, like `ja4:t13d1516h2_8daaf6152771_02713d6af862`.
   * @maxLength 200
   */
  scope: string;
  method: DriftMethod;
  value: number;
  /** Above it, it counts as drift. */
  threshold: number;
  /**
   * Rows compared.
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  rows: number;
}

export interface DriftReport {
  /**
   * @minItems 1
   * @maxItems 1000
   */
  items: DriftMeasure[];
}

export interface DriftWritten {
  /** @isInt */
  written: number;
  /**
   * Measures above their threshold.
   * @isInt
   */
  drifted: number;
}

export interface StoredDrift extends DriftMeasure {
  drifted: boolean;
  /** @format date-time */
  written_at: string;
}

export interface DriftPage {
  items: StoredDrift[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface DriftSearch {
  /**
   * Windows that end at or after this time: RFC 3339, or relative to now like `-24h`.
   * @default "-7d"
   */
  from?: string;
  /** Windows that end before this time. Now when absent. */
  to?: string;
  /** Empty: of the score itself. */
  feature?: string;
  /** Empty: of all rows. Text that ends with `*` is a prefix. */
  scope?: string;
  method?: DriftMethod;
  drifted?: boolean;
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

/** Range of hours whose scores are counted. */
export interface DistributionSearch {
  /**
   * First hour, inclusive: RFC 3339, or relative to now like `-24h`.
   * @default "-7d"
   */
  from?: string;
  /** End, exclusive. Now when absent. */
  to?: string;
  /**
   * @isInt
   * @minimum 10
   * @maximum 200
   * @default 50
   */
  buckets?: number;
}

export interface ScoreBucket {
  from: number;
  to: number;
  /** @isInt */
  count: number;
}

/** How the scores of a model lie between 0 and 1. */
export interface ScoreDistribution {
  /** @format date-time */
  from: string;
  /** @format date-time */
  to: string;
  /** @isInt */
  rows: number;
  /** By name: p50, p90, p95, p99, p999; empty without rows. */
  quantiles: Record<string, number>;
  buckets: ScoreBucket[];
}
