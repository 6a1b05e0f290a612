import type { OpenRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { ModelDecisionSearch, StoredDecision } from './decisions.types.js';

export type DecisionFilters = Pick<ModelDecisionSearch, 'model_id' | 'decision' | 'decided_by'>;

export class ModelDecisionsRepository {
  constructor(private readonly store: Store) {}

  async save(operation: string, decisions: readonly StoredDecision[]): Promise<void> {
    await this.store.insert(operation, 'model_decisions', decisions);
  }

  /** Returns at most `limit` decisions, newest first, after the one given. */
  list(
    filters: DecisionFilters,
    range: OpenRange,
    limit: number,
    after: Pick<StoredDecision, 'decided_at' | 'decision_id'> | undefined,
  ): Promise<StoredDecision[]> {
    const conditions = conditionsOf(filters, range);
    if (after) {
      conditions.add(
        `(t.decided_at, t.decision_id) < (parseDateTime64BestEffort({after_time:String}, 3, 'UTC'), {after_id:UUID})`,
        { after_time: after.decided_at, after_id: after.decision_id },
      );
    }
    const sql = `SELECT t.* FROM model_decisions AS t ${conditions.where}
      ORDER BY t.decided_at DESC, t.decision_id DESC LIMIT {limit:UInt32}`;
    return this.store.rows('models.decisions', sql, { ...conditions.params, limit });
  }

  count(filters: DecisionFilters, range: OpenRange): Promise<number> {
    return this.store.count('models.decisions', 'model_decisions AS t', conditionsOf(filters, range));
  }
}

function conditionsOf({ model_id, decision, decided_by }: DecisionFilters, { from, to }: OpenRange): Conditions {
  const conditions = new Conditions().between('decided_at', from, to).equal('model_id', 'UUID', model_id);
  return conditions.equal('decision', 'String', decision).equal('decided_by', 'String', decided_by);
}
