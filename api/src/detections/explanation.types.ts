import type { Reason } from './detections.types.js';

/** One feature of a row as the model saw it. */
export interface FeatureOfFinding {
  /** @maxLength 64 */
  feature: string;
  /** Null when it cannot be known for this client. */
  value: number | null;
  /** What it added to the score. */
  contribution: number;
  /**
   * How likely a clean row of the host lies as far out, on either side; null when nobody knows.
   * @minimum 0
   * @maximum 1
   */
  p_value: number | null;
  /** What is usual on the host. */
  expected: number | null;
}

/** Why an hour of an actor scored as it did. */
export interface FindingExplanation {
  model_id: string;
  /** @format date-time */
  hour: string;
  /** @maxLength 128 */
  ja4: string;
  /**
   * 0 normal, 1 anomalous.
   * @minimum 0
   * @maximum 1
   */
  score: number;
  /**
   * The score of an average row: the contributions add up to what `score` is above it.
   * @minimum 0
   * @maximum 1
   */
  baseline: number;
  /**
   * As that of a score.
   * @minimum 0
   * @maximum 1
   */
  percentile: number | null;
  /**
   * Clean rows that the p-values are told from.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   */
  baseline_rows: number;
  /** @maxItems 100 */
  features: FeatureOfFinding[];
  /**
   * Features without which the row would be normal; empty when a few of them are not enough.
   * @maxItems 20
   */
  normal_without: string[];
}

export interface ExplainedReason extends Reason {
  /** A page that explains the reason. */
  page: string;
}

/** One feature of the row, what the model made of it, and how it is on this host in this hour. */
export interface ExplainedFeature {
  name: string;
  description: string;
  /** log10, ratio, count, s, ms or bits. */
  unit: string;
  /**
   * 1: high is suspicious; -1: low is; 0: both.
   * @isInt
   */
  direction: number;
  /** Null when it cannot be known for this client. */
  value: number | null;
  /** What it added to the score; null without a score, 0 when the model does not use it. */
  contribution: number | null;
  /** Of the population; null when nobody has it. */
  p05: number | null;
  median: number | null;
  p95: number | null;
  /** Share of the population that has less, 0 to 1. */
  below: number | null;
  /** How likely a clean row of this host lies as far out, on either side; null without a score that was explained. */
  p_value: number | null;
}

/** Why a detection was opened: what was said then, and the row that speaks loudest, as far as it is still kept. */
export interface Explanation {
  detection_id: string;
  reasons: ExplainedReason[];
  /**
   * Hour of the row: the one with the highest score, else the one with most requests. Null when the retention is over.
   * @format date-time
   */
  hour: string | null;
  ja4: string | null;
  score: number | null;
  /** Share of clean rows that score lower. */
  percentile: number | null;
  model_id: string | null;
  /** The score of an average row: the contributions add up to what the score is above it. Null without a score. */
  baseline: number | null;
  /** Features without which the row would be normal; empty when a few of them are not enough. */
  normal_without: string[];
  /**
   * Rows of the host in that hour that the features are compared with: all of them, or some 1,000 where there are more.
   * @isInt
   */
  population_rows: number;
  /** What added most to the score first. */
  features: ExplainedFeature[];
}
