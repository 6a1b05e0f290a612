import { features } from '@ja4-platform/common';
import type { DetectionLevel, FeatureRow } from '../../api-types.js';

/** What a rule saw in a row. */
export interface Evidence {
  /** What was seen, in a sentence. */
  readonly detail: string;
  /** The feature it speaks of, if there is one, with what is usual. */
  readonly feature?: string;
  readonly value?: number;
  readonly expected?: number;
}

/** A deterministic rule. It needs no model and no history, and it never counts what is missing. */
export interface Rule<Row> {
  /** Stable name; docs/reasons/<key>.md says what it means and what to do. */
  readonly key: string;
  /** What is `low` happens to honest clients, too: it supports other reasons and makes no detection alone. */
  readonly severity: DetectionLevel;
  /** What the rule saw in one row, or undefined when it saw nothing. */
  readonly evidence: (row: Row) => Evidence | undefined;
}

/** A rule about one hour of one client. */
export type EvidenceRule = Rule<FeatureRow>;

const places = new Map(features.map(({ name }, at) => [name, at]));

/** The value of a feature; null when it is not known for the row. */
export function valueOf(row: Pick<FeatureRow, 'values'>, feature: string): number | null {
  return row.values[places.get(feature) ?? -1] ?? null;
}

/** Requests that a feature of the unit `ratio` speaks of; 0 when it is not known. */
export function requestsOf(row: FeatureRow, feature: string): number {
  return Math.round((valueOf(row, feature) ?? 0) * row.requests);
}
