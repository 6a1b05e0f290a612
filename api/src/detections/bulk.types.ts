import type { DetectionFilters } from './detections.types.js';
import type { Triage } from './triage.types.js';

/** Which detections: those named, or those that the filters of the list leave. */
export interface DetectionSelection {
  /**
   * @minItems 1
   * @maxItems 500
   */
  ids?: string[];
  filters?: DetectionFilters;
}

export interface NewBulk extends DetectionSelection {
  change: Triage;
  /**
   * How many the person saw; when more fit by now, nothing is changed and the answer is 409.
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  expected?: number;
}

/** One change of many detections. */
export interface DetectionBulk {
  bulk_id: string;
  /** @format date-time */
  created_at: string;
  created_by: string;
  selection: DetectionSelection;
  change: Triage;
  /**
   * Detections that were changed.
   * @isInt
   */
  matched: number;
  /** @format date-time */
  undone_at: string | null;
  undone_by: string;
  /**
   * Detections that the undo put back; those that somebody had decided on since were left as they are.
   * @isInt
   */
  reverted: number | null;
}

export interface DetectionBulkPage {
  items: DetectionBulk[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface DetectionBulkSearch {
  created_by?: string;
  /** True: only those undone; false: only those that may be undone. */
  undone?: boolean;
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
