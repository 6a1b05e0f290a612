import type { DetectionChange, DetectionLevel, DetectionStatus, Verdict } from './detections.types.js';

/** What an analyst may change. */
export interface Triage {
  status?: DetectionStatus;
  /** @maxLength 200 */
  assignee?: string;
  /** @maxLength 10000 */
  comment?: string;
}

/** A detection as it was after one change. */
export interface DetectionVersion {
  /** @isInt */
  version: number;
  /** @format date-time */
  changed_at: string;
  /** Key or person. */
  changed_by: string;
  change: DetectionChange;
  /** Of a change by `POST /v1/detection-bulks`, or its undo. */
  bulk_id: string | null;
  /**
   * Names of what differs from the version before.
   * @example ["status", "comment"]
   */
  changed: string[];
  status: DetectionStatus;
  assignee: string;
  comment: string;
  level: DetectionLevel;
  verdict: Verdict;
  score: number;
  /** @isInt */
  requests: number;
  /** @format date-time */
  last_seen: string;
  /** Keys of the reasons. */
  reasons: string[];
}

export interface DetectionHistory {
  items: DetectionVersion[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface HistorySearch {
  /** Only these; `change=triage&change=bulk` leaves out what only brought evidence. */
  change?: DetectionChange[];
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
