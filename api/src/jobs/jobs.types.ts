export interface JobAccepted {
  /** `GET /v1/jobs/{id}` follows it. */
  job_id: string;
}

export type JobState = 'waiting' | 'delayed' | 'active' | 'completed' | 'failed' | 'cancelled' | 'quarantined';

export interface Job {
  /**
   * `<queue>:<number>`; `batch:<batch_id>` for a batch that could not be correlated.
   * @example "detection:42"
   */
  id: string;
  queue: 'correlation' | 'detection';
  /** What it does: tick, repair, score, evaluate, retrain; correlate for a batch in quarantine. */
  name: string;
  state: JobState;
  /**
   * From 0 to 1.
   * @minimum 0
   * @maximum 1
   */
  progress: number;
  progress_text: string | null;
  /** @isInt */
  attempts: number;
  failed_reason: string | null;
  /** @format date-time */
  created_at: string;
  /** @format date-time */
  started_at: string | null;
  /** @format date-time */
  finished_at: string | null;
  /** What the worker returned, by name; empty until the job is completed. */
  result: Record<string, string | number | boolean>;
}

export interface JobPage {
  items: Job[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface JobSearch {
  queue?: 'correlation' | 'detection';
  /** One or more; `state=failed&state=quarantined` are the dead letters. */
  state?: JobState[];
  /** What the job does, like `retrain`. */
  name?: string;
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
