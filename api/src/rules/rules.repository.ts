import { RecordsRepository } from '../records/records.repository.js';
import { holdsAddress } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { RecordFields } from '../records/records.types.js';
import type { RuleFilters, RuleKind } from './rules.types.js';

/** A rule as the store has it: empty and 0 where a kind has no such column. */
export interface StoredRule extends RecordFields {
  rule_id: string;
  kind: RuleKind;
  field: string;
  value: string;
  host: string;
  min_score: number;
  duration_s: number;
  comment: string;
  expires_at: string | null;
  awaits_second: boolean;
}

/** Filters with the time at which a rule must be in force, milliseconds since 1970 UTC. */
export type RuleConditions = RuleFilters & { now: number };

export class RulesRepository extends RecordsRepository<StoredRule, RuleConditions> {
  constructor(store: Store) {
    super(store, 'rules', 'rule_id', 'rules');
  }

  protected conditions({ address, active, now, value, ...equal }: RuleConditions): Conditions {
    const conditions = new Conditions().text('value', value);
    for (const name of ['kind', 'field', 'host', 'created_by'] as const) conditions.equal(name, 'String', equal[name]);
    if (address !== undefined) conditions.add(`t.field = 'address' AND ${holdsAddress}`, { address });
    return conditions.inForce(active, now);
  }

  /** Returns the id of a rule, but for `own`, that says the same in the same place and is in force. */
  async same({ kind, field, value, host }: StoredRuleKey, now: number, own?: string): Promise<string | undefined> {
    const sql = `SELECT t.rule_id AS rule_id FROM rules AS t FINAL ${new Conditions().inForce(true, now).where}
      AND NOT t.removed AND t.kind = {kind:String} AND t.field = {field:String} AND t.value = {value:String} AND t.host = {host:String}
      LIMIT 2`;
    const params = { now, kind, field, value, host };
    const found = await this.store.rows<{ rule_id: string }>('rules.create', sql, params);
    return found.find(({ rule_id }) => rule_id !== own)?.rule_id;
  }
}

type StoredRuleKey = Pick<StoredRule, 'kind' | 'field' | 'value' | 'host'>;
