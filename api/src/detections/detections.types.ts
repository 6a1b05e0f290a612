import type { ExportFormat } from '../downloads/downloads.types.js';
import type { AddressFilter, TextFilter } from '../filters/filters.types.js';
import type { Message } from '../messages/messages.types.js';
import type { FindingExplanation } from './explanation.types.js';

export type DetectionKind = 'evidence' | 'anomaly';
export type DetectionLevel = 'critical' | 'high' | 'medium' | 'low';
export type DetectionStatus = 'open' | 'acknowledged' | 'escalated' | 'closed';

/** One reason why a detection was opened. */
export interface Reason {
  /**
   * Stable name; docs/reasons has a page for each.
   * @maxLength 64
   * @example "sensitive-path-scanning"
   */
  key: string;
  severity: DetectionLevel;
  /**
   * What was seen, in a sentence.
   * @maxLength 2000
   */
  detail: string;
  /** The feature it speaks of; null for evidence that needs none. */
  feature: string | null;
  value: number | null;
  /** What is usual. */
  expected: number | null;
  /** `detail` taken apart, where the API says a detection; it is not read where one is sent. */
  message?: Message;
}

/** What the bot-detector found about one actor. */
export interface Finding {
  /**
   * Names the actor for ever: the same key updates the same detection.
   * @minLength 1
   * @maxLength 1024
   * @example "evidence|203.0.113.7|shop.example"
   */
  key: string;
  kind: DetectionKind;
  client_ip: string;
  /**
   * Empty when no handshake is known.
   * @maxLength 128
   */
  ja4: string;
  /** @maxLength 1024 */
  host: string;
  /** @format date-time */
  first_seen: string;
  /** @format date-time */
  last_seen: string;
  /**
   * @isLong
   * @minimum 0
   * @maximum 9007199254740991
   */
  requests: number;
  /**
   * @minimum 0
   * @maximum 1
   */
  score: number;
  level: DetectionLevel;
  /** The model that scored; null for evidence. */
  model_id: string | null;
  /**
   * @minItems 1
   * @maxItems 50
   */
  reasons: Reason[];
}

/** A finding as a worker sends it. */
export interface NewFinding extends Finding {
  /** Requests of each hour (RFC 3339) that was looked at: those of a known hour are replaced, and `requests` is their sum. */
  requests_by_hour?: Record<string, number>;
  explanation?: FindingExplanation;
}

export interface Findings {
  /**
   * @minItems 1
   * @maxItems 500
   */
  items: NewFinding[];
}

export interface UpsertedDetection {
  key: string;
  detection_id: string;
  /**
   * unchanged: known, with the same evidence; reopened: it was closed and its actor came again; over_budget: an anomaly
   * that was not opened, as the host has had as many today as `JA4_ALERT_BUDGET` says.
   */
  outcome: 'created' | 'updated' | 'unchanged' | 'reopened' | 'over_budget';
}

export interface UpsertedDetections {
  items: UpsertedDetection[];
}

export interface ClosedDetections {
  /** @isInt */
  closed: number;
}

/** What labels and rules make of a detection: `suppressed` is kept out of lists, `raised` lifted in level. */
export type Verdict = '' | 'suppressed' | 'raised';

/**
 * Found, found again, come back after its closing; closed as a part of another detection of its actor, or as its actor was
 * quiet for long; decided by somebody: alone, with others, or taken back; judged by a label or rule.
 */
export type DetectionChange =
  'created' | 'evidence' | 'reopened' | 'merged' | 'quiet' | 'triage' | 'bulk' | 'undo' | 'verdict';

export interface Detection extends Finding {
  /** UUIDv5 of `key`. */
  detection_id: string;
  /** Requests by start of the hour, the newest 168; empty when who found it did not say. */
  requests_by_hour: Record<string, number>;
  /** As the detector found it; `level` is what a label or rule made of it. */
  found_level: DetectionLevel;
  verdict: Verdict;
  /**
   * `label:<id>` or `rule:<id>` that the verdict follows from, else empty.
   * @example "label:0b0c7a52-6f0c-4c36-9b1c-7c1d5d8a9d11"
   */
  verdict_by: string;
  status: DetectionStatus;
  assignee: string;
  comment: string;
  /**
   * Grows with every change; the ETag.
   * @isInt
   */
  version: number;
  /** @format date-time */
  created_at: string;
  /** @format date-time */
  updated_at: string;
  /** Key or person that made the last change. */
  updated_by: string;
  /** What the last change was. */
  change: DetectionChange;
  /** The bulk operation that decided last, to undo it; null when a person decided about this one alone. */
  bulk_id: string | null;
  /** The detection of the same actor that it became a part of. */
  merged_into: string | null;
  /**
   * When it was last closed.
   * @format date-time
   */
  closed_at: string | null;
}

export interface DetectionPage {
  items: Detection[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

/** What chooses detections. Text compares exactly unless it ends with `*`: then it is a prefix. */
export interface DetectionFilters {
  /** Seen last at or after this time: RFC 3339, or relative to now like `-24h`. Without limit when absent. */
  from?: string;
  /** Seen last before this time. */
  to?: string;
  /**
   * These alone.
   * @maxItems 100
   * @example ["3d0c4f8e-2f0f-5a63-8f54-93a3b5c6f2d7"]
   */
  detection_id?: string[];
  /** One or more: `status=open&status=escalated`. */
  status?: DetectionStatus[];
  /** One or more. */
  level?: DetectionLevel[];
  kind?: DetectionKind;
  client_ip?: AddressFilter[];
  ja4?: TextFilter[];
  host?: TextFilter[];
  /** Key of a reason. */
  reason?: string;
  /** Empty: of nobody. */
  assignee?: string;
  /** Id of a campaign: detections about its members. */
  campaign?: string;
  /** Id of a bulk operation that made the last decision. */
  bulk_id?: string;
  /** Id of the model that scored. */
  model_id?: string;
  /**
   * @minimum 0
   * @maximum 1
   */
  min_score?: number;
  /** `none`, `suppressed` or `raised` by a label or rule; `any` shows all. Without it, all but what is suppressed. */
  verdict?: 'none' | 'suppressed' | 'raised' | 'any';
}

export interface DetectionExport extends DetectionFilters {
  /** @default "ndjson" */
  format?: ExportFormat;
}

export interface DetectionSearch extends DetectionFilters {
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
   * Highest score, last seen, newest or most requests first.
   * @default "-score"
   */
  sort?: '-score' | '-last_seen' | '-created_at' | '-requests';
}
