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
export interface EvidenceRule {
  /** Stable name; docs/reasons/<key>.md says what it means and what to do. */
  readonly key: string;
  readonly severity: DetectionLevel;
  /** What the rule saw in one hour of one client, or undefined when it saw nothing. */
  readonly evidence: (row: FeatureRow) => Evidence | undefined;
}
