import type { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { RecordFields } from './records.types.js';
import { instant } from '../store/instant.js';

/** Where a page begins: after this record, newest first. */
export interface RecordPosition {
  /** Microseconds since 1970 UTC. */
  readonly createdAt: number;
  readonly id: string;
}

/** A table of objects that people make and change: one row a version, the greatest `version` wins, `removed` hides it. */
export abstract class RecordsRepository<Item extends RecordFields, Filters> {
  /**
   * @param idColumn a UUID
   * @param feature first part of the operation ids
   */
  constructor(
    protected readonly store: Store,
    readonly table: string,
    readonly idColumn: string & keyof Item,
    readonly feature: string,
  ) {}

  protected abstract conditions(filters: Filters): Conditions;

  /** Returns at most `limit` records, newest first, after the position. */
  list(filters: Filters, limit: number, after: RecordPosition | undefined): Promise<Item[]> {
    const conditions = this.conditions(filters);
    if (after) {
      const time = instant('after_time');
      conditions.add(`(t.created_at, t.${this.idColumn}) < (${time}, {after_id:UUID})`, {
        after_time: after.createdAt,
        after_id: after.id,
      });
    }
    const sql = `${this.select} ${conditions.add('NOT t.removed').where}
      ORDER BY t.created_at DESC, t.${this.idColumn} DESC LIMIT {limit:UInt32}`;
    return this.store.rows(`${this.feature}.list`, sql, { ...conditions.params, limit });
  }

  count(filters: Filters): Promise<number> {
    const conditions = this.conditions(filters).add('NOT t.removed');
    return this.store.count(`${this.feature}.list`, `${this.table} AS t FINAL`, conditions);
  }

  async get(id: string): Promise<Item | undefined> {
    const sql = `${this.select} WHERE t.${this.idColumn} = {id:UUID} AND NOT t.removed`;
    return (await this.store.rows<Item>(`${this.feature}.get`, sql, { id }))[0];
  }

  async save(operation: string, item: Item, removed = false): Promise<void> {
    await this.store.insert(`${this.feature}.${operation}`, this.table, [{ ...item, removed }]);
  }

  async saveMany(operation: string, items: readonly Item[]): Promise<void> {
    const rows = items.map((item) => ({ ...item, removed: false }));
    await this.store.insert(`${this.feature}.${operation}`, this.table, rows);
  }

  private get select(): string {
    return `SELECT t.* EXCEPT (removed) FROM ${this.table} AS t FINAL`;
  }
}
