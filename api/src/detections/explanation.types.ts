import type { Reason } from './detections.types.js';

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
  /**
   * Rows of the host in that hour: what the features are compared with.
   * @isInt
   */
  population_rows: number;
  /** What added most to the score first. */
  features: ExplainedFeature[];
}
