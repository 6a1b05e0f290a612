import type { Message } from '../messages/messages.types.js';
import type { Measures, ModelState } from './models.types.js';

/** What a worker or a person may decide about a model; `alerted`: somebody seems to teach it, which changes nothing of it. */
export type ModelVerdict = 'accepted' | 'shadowed' | 'refused' | 'alerted';
export type ModelDecisionKind =
  'created' | 'accepted' | 'shadowed' | 'refused' | 'alerted' | 'promoted' | 'retired' | 'rolled_back';

export interface NewModelDecision {
  decision: ModelVerdict;
  /** @maxLength 2000 */
  reason: string;
  /** What it was decided by, like `canary_recall`. */
  measures?: Measures;
}

export interface PromotionReason {
  /** @maxLength 2000 */
  reason?: string;
}

export interface RollBack {
  /**
   * Whose champion.
   * @maxLength 64
   * @default "isolation-forest"
   */
  algorithm?: string;
  /** @maxLength 2000 */
  reason?: string;
}

/** As the store has it. */
export type StoredDecision = Omit<ModelDecision, 'messages'>;

export interface ModelDecision {
  decision_id: string;
  /** @format date-time */
  decided_at: string;
  model_id: string;
  decision: ModelDecisionKind;
  /** Key or person. */
  decided_by: string;
  reason: string;
  /** `reason` in its parts; empty when a person wrote it. */
  messages: Message[];
  measures: Measures;
}

export interface ModelDecisionPage {
  items: ModelDecision[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

export interface ModelDecisionSearch {
  /** Decided at or after this time: RFC 3339, or relative to now like `-24h`. Without limit when absent. */
  from?: string;
  /** Decided before this time. */
  to?: string;
  model_id?: string;
  decision?: ModelDecisionKind;
  decided_by?: string;
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

/** A model in short. */
export interface ModelSummary {
  model_id: string;
  state: ModelState;
  algorithm: string;
  /** @format date-time */
  created_at: string;
  /** @format date-time */
  promoted_at: string | null;
  /** @isInt */
  rows: number;
  metrics: Measures;
  parent_id: string | null;
}

export interface ModelLineage {
  ancestors: ModelSummary[];
  children: ModelSummary[];
}
