/** A batch of requests whose time has come. */
export interface DueBatch {
  batch_id: string;
  sensor_id: string;
  /** @isDateTime */
  received_at: string;
  /** @isInt */
  requests: number;
  /**
   * Runs that failed so far; the fifth puts it in quarantine.
   * @isInt
   */
  failures: number;
}

export interface DueBatches {
  items: DueBatch[];
}

/** The batches to run. */
export interface BatchesToRun {
  /**
   * @minItems 1
   * @maxItems 100
   */
  batch_ids: BatchId[];
}

/**
 * @pattern ^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$ must be the id of a batch
 */
export type BatchId = string;

/** What a run of the join did with a batch. */
export interface CorrelationRun {
  batch_id: string;
  /** `correlated`, also when an earlier run had done it already. */
  state: 'correlated';
  /**
   * Number of the run; the requests of later runs have greater numbers.
   * @isInt
   */
  join_no: number;
  /** @isInt */
  requests: number;
  /**
   * Requests that found the handshake of their connection.
   * @isInt
   */
  matched: number;
}

/** A batch that was not correlated; it is due again after a rest, until the fifth failure puts it in quarantine. */
export interface FailedRun {
  batch_id: string;
  detail: string;
}

/** What became of each batch that was to be run. */
export interface CorrelationRuns {
  items: CorrelationRun[];
  failed: FailedRun[];
}

export interface CorrelationRepair {
  /**
   * Orphans whose handshake came late and is theirs now.
   * @isInt
   */
  repaired: number;
  /** False when it ended before all orphans were looked at: what it found was as much as it may hold. Call again for the rest. */
  is_complete: boolean;
  /** Days (YYYY-MM-DD) whose aggregates were rebuilt for them, or for those of an earlier repair that broke off. */
  rebuilt_days: string[];
}

export interface AggregateCheck {
  /** The aggregate that was compared. */
  table: string;
  /**
   * Hours compared with what it is made of; 0 when it keeps days.
   * @isInt
   */
  hours: number;
  /** Hours (or days, by their start) that differed. */
  different_hours: string[];
  /** Days (YYYY-MM-DD) that were rebuilt. */
  rebuilt_days: string[];
  /** The aggregate to ask for next; null after the last. */
  next_table: string | null;
}

export interface OrphanCount {
  /** @example "no_handshake" */
  reason: string;
  /** @isInt */
  requests: number;
}

/** What a sensor sent. */
export interface SensorCounts {
  sensor_id: string;
  /** @isInt */
  requests: number;
  /** @isInt */
  correlated: number;
  /** Share of its https requests that found their handshake; null without any. */
  match_rate: number | null;
}

/** How far apart handshake, request and acceptance are. */
export interface SensorDelays {
  sensor_id: string;
  /** Median milliseconds from the handshake to the request. */
  handshake_age_ms: number | null;
  /**
   * How far the clocks of its two sources may be apart: milliseconds from the handshake to the first request of a connection,
   * the lowest of a hundred. Below zero the handshake's clock is ahead of the request's.
   */
  skew_ms: number | null;
  /** Median milliseconds from the request to its acceptance. Below zero the sensor's clock is ahead of the platform's. */
  lag_ms: number | null;
  /** 95th percentile of the same. */
  lag_p95_ms: number | null;
}

/** What a sensor sent in the range, and the delays of its requests among the newest 200,000 of the range. */
export interface SensorCorrelation extends SensorCounts, SensorDelays {}

export interface CorrelationHour {
  /** @isDateTime */
  time: string;
  /** @isInt */
  requests: number;
  /** @isInt */
  correlated: number;
  /** Share of the https requests that found their handshake; null without any. */
  match_rate: number | null;
}

/** How well requests find their handshakes. */
export interface CorrelationReport {
  /** @isDateTime */
  from: string;
  /** @isDateTime */
  to: string;
  /** @isInt */
  requests: number;
  /** @isInt */
  correlated: number;
  /** Share of the https requests that found their handshake; null without any. */
  match_rate: number | null;
  orphans: OrphanCount[];
  sensors: SensorCorrelation[];
  /** The hours in which any request came. */
  hours: CorrelationHour[];
}
