/** shadow: scores beside the champion, unseen; refused: it did not pass its gates. */
export type ModelState = 'candidate' | 'shadow' | 'champion' | 'retired' | 'refused';

/** Numbers by name, as models and their metrics have them. */
export type Measures = Record<string, number>;

/** What a worker sends when it has trained a model. */
export interface NewModel {
  /**
   * @minLength 1
   * @maxLength 64
   * @example "isolation-forest"
   */
  algorithm: string;
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   */
  feature_version: number;
  /**
   * Names of the features, in the order of the model's columns.
   * @minItems 1
   * @maxItems 500
   */
  features: string[];
  /** Numbers it was trained with, like `trees` and `sample_size`. */
  parameters: Measures;
  /** How good it is, on rows it has not seen. */
  metrics: Measures;
  /** Cuts of the score by name: the levels, and points of its distribution like `p50` and `p99`. */
  thresholds: Measures;
  /** @format date-time */
  trained_from: string;
  /** @format date-time */
  trained_to: string;
  /**
   * Rows it was trained on.
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  rows: number;
  /**
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  seed: number;
  /**
   * SHA-256 of `artifact`, in hex.
   * @pattern ^[0-9a-f]{64}$ must be 64 hex digits
   */
  checksum: string;
  /**
   * The model itself, as text.
   * @minLength 1
   * @maxLength 16000000
   */
  artifact: string;
}

export interface Model {
  /** @example "5b0f0a3e-9f0c-4a37-8d3c-5d1c6b0f9a11" */
  model_id: string;
  state: ModelState;
  algorithm: string;
  /** @isInt */
  feature_version: number;
  features: string[];
  parameters: Measures;
  metrics: Measures;
  thresholds: Measures;
  /** @format date-time */
  trained_from: string;
  /** @format date-time */
  trained_to: string;
  /** @isInt */
  rows: number;
  /** @isInt */
  seed: number;
  checksum: string;
  /**
   * Bytes of the artifact.
   * @isInt
   */
  artifact_bytes: number;
  /** @format date-time */
  created_at: string;
  created_by: string;
  /**
   * When it last became champion.
   * @format date-time
   */
  promoted_at: string | null;
  /** The champion of its algorithm when it was made: what it was to beat. */
  parent_id: string | null;
  /** The champion whose place it took: where a roll back goes. */
  replaced_id: string | null;
}

export interface ModelPage {
  items: Model[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface ModelSearch {
  state?: ModelState;
  algorithm?: string;
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

export interface ModelArtifact {
  model_id: string;
  checksum: string;
  /** What `POST /v1/models` was given. */
  artifact: string;
}

/** Range of hours to train on; without one, all complete hours but the last. */
export interface Retraining {
  /** @format date-time */
  from?: string;
  /** @format date-time */
  to?: string;
}
