import type { ExportFormat } from '../downloads/downloads.types.js';
import type { AddressFilter, TextFilter } from '../filters/filters.types.js';

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
   * @isInt
   * @minimum 0
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

export interface Findings {
  /**
   * @minItems 1
   * @maxItems 500
   */
  items: Finding[];
}

export interface UpsertedDetection {
  key: string;
  detection_id: string;
  /** unchanged: known, with the same evidence; reopened: it was closed and its actor came again. */
  outcome: 'created' | 'updated' | 'unchanged' | 'reopened';
}

export interface UpsertedDetections {
  items: UpsertedDetection[];
}

/** What labels and rules make of a detection: `suppressed` is kept out of lists, `raised` lifted in level. */
export type Verdict = '' | 'suppressed' | 'raised';

/** Found, found again, come back after its closing, or decided by somebody: alone, with others, or taken back; judged by a label or rule. */
export type DetectionChange = 'created' | 'evidence' | 'reopened' | 'triage' | 'bulk' | 'undo' | 'verdict';

export interface Detection extends Finding {
  /** UUIDv5 of `key`. */
  detection_id: string;
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
