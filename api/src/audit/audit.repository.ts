import { randomUUID } from 'node:crypto';
import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { AuditEntry, AuditSearch } from './audit.types.js';

export type AuditFilters = Omit<AuditSearch, 'from' | 'to' | 'limit' | 'cursor' | 'count'>;
export type AuditPosition = Pick<AuditEntry, 'time' | 'audit_id'>;

/** Entries under one token are written once, however often they are sent. */
export interface AuditBatch {
  readonly token: string;
  readonly entries: readonly AuditEntry[];
}

/** Returns a batch with a token of its own. */
export function batchOf(entries: readonly AuditEntry[]): AuditBatch {
  return { token: randomUUID(), entries };
}

export class AuditRepository {
  constructor(private readonly store: Store) {}

  async save({ token, entries }: AuditBatch): Promise<void> {
    await this.store.insert('audit.save', 'audit', entries, { insert_deduplication_token: token });
  }

  /** Returns at most `limit` entries, newest first, after the one given. */
  list(
    filters: AuditFilters,
    range: TimeRange,
    limit: number,
    after: AuditPosition | undefined,
  ): Promise<AuditEntry[]> {
    const conditions = conditionsOf(filters, range);
    if (after) {
      conditions.add(
        `(t.time, t.audit_id) < (parseDateTime64BestEffort({after_time:String}, 3, 'UTC'), {after_id:UUID})`,
        { after_time: after.time, after_id: after.audit_id },
      );
    }
    const sql = `SELECT t.* FROM audit AS t ${conditions.where}
      ORDER BY t.time DESC, t.audit_id DESC LIMIT {limit:UInt32}`;
    return this.store.rows('audit.list', sql, { ...conditions.params, limit });
  }

  count(filters: AuditFilters, range: TimeRange): Promise<number> {
    return this.store.count('audit.list', 'audit AS t', conditionsOf(filters, range));
  }
}

function conditionsOf(filters: AuditFilters, { from, to }: TimeRange): Conditions {
  const conditions = new Conditions().between('time', from, to).equal('outcome', 'UInt16', filters.outcome);
  for (const name of ['actor', 'actor_kind', 'address', 'request_id'] as const) {
    conditions.equal(name, 'String', filters[name]);
  }
  for (const name of ['actor_name', 'operation', 'subject'] as const) conditions.text(name, filters[name]);
  return conditions;
}
