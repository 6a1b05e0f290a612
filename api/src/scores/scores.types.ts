import type { AddressFilter, TextFilter } from '../filters/filters.types.js';

/** What one feature adds to a score. */
export interface Contribution {
  /** @maxLength 64 */
  feature: string;
  /** The value of the feature; null when it was missing. */
  value: number | null;
  /** Its share of the score; negative when it speaks for a normal client. */
  contribution: number;
}

/** How anomalous one hour of one client is, as one model sees it. */
export interface Score {
  /** @format date-time */
  hour: string;
  client_ip: string;
  /**
   * Empty when no handshake is known.
   * @maxLength 128
   */
  ja4: string;
  /** @maxLength 1024 */
  host: string;
  /**
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  requests: number;
  /**
   * 0 normal, 1 anomalous.
   * @minimum 0
   * @maximum 1
   */
  score: number;
  /**
   * Share of the calibration rows that score lower, 0 to 1; null when the model has no calibration.
   * @minimum 0
   * @maximum 1
   */
  percentile: number | null;
  /** @maxItems 100 */
  contributions: Contribution[];
  /** True while the hour still ran when it was scored. */
  provisional?: boolean;
}

export interface ScoreBatch {
  /** Identifier of the model that scored. */
  model_id: string;
  /** True of a model that scores unseen beside the champion: lists leave its scores out. */
  shadow?: boolean;
  /**
   * As many as the API looks at while others wait.
   * @minItems 1
   * @maxItems 200
   */
  items: Score[];
}

export interface ScoresWritten {
  /** @isInt */
  written: number;
}

export interface StoredScore extends Score {
  provisional: boolean;
  /** Of a model that scored unseen beside the champion. */
  shadow: boolean;
  model_id: string;
  /** @format date-time */
  scored_at: string;
}

export interface ScorePage {
  items: StoredScore[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface ScoreSearch {
  /**
   * First hour, inclusive: RFC 3339, or relative to now like `-24h`.
   * @default "-24h"
   */
  from?: string;
  /** End, exclusive. Now when absent. */
  to?: string;
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
  /**
   * Highest score first, or newest hour first.
   * @default "-score"
   */
  sort?: '-score' | '-hour';
  client_ip?: AddressFilter[];
  ja4?: TextFilter[];
  host?: TextFilter[];
  model_id?: string;
  /**
   * True: only of models that scored unseen beside the champion.
   * @default false
   */
  shadow?: boolean;
  /** False: only of hours that were over. */
  provisional?: boolean;
  /**
   * @minimum 0
   * @maximum 1
   */
  min_score?: number;
}

/** Range of hours to score; without one, the hours that changed since the last run. */
export interface ScoreRun {
  /** @format date-time */
  from?: string;
  /** @format date-time */
  to?: string;
}
