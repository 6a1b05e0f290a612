import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { DetectionBulkSearch } from './bulk.types.js';
import type { Triage } from './triage.types.js';
import { nowTime, written } from './written.sql.js';

/** A bulk operation as it is stored: selection and change are JSON. */
export interface StoredBulk {
  bulk_id: string;
  created_at: string;
  created_by: string;
  filters: string;
  change: string;
  matched: number;
  undone_at: string | null;
  undone_by: string;
  reverted: number | null;
  version: number;
}

type BulkFilters = Pick<DetectionBulkSearch, 'created_by' | 'undone'>;

/** Who changes what, when. */
export interface Act {
  readonly bulkId: string;
  readonly by: string;
  readonly now: string;
}

export class BulkRepository {
  constructor(private readonly store: Store) {}

  /** Keeps what the detections are now, so that an undo can put it back. */
  async freeze(bulkId: string, { where, params }: Conditions, now: string): Promise<void> {
    const sql = `INSERT INTO detection_bulk_items
        (bulk_id, detection_id, status, assignee, comment, closed_at, before_bulk_id, created_at)
      SELECT {bulk:UUID}, t.detection_id, t.status, t.assignee, t.comment, t.closed_at, t.bulk_id, ${nowTime}
      FROM detections AS t FINAL ${where}`;
    await this.store.command('detections.bulk', sql, { ...params, bulk: bulkId, now });
  }

  async save(operation: string, bulk: StoredBulk): Promise<void> {
    await this.store.insert(operation, 'detection_bulks', [bulk]);
  }

  /** Changes what was frozen, in one statement. */
  async apply({ bulkId, by, now }: Act, { status, assignee, comment }: Triage): Promise<void> {
    const set = [
      ...(assignee === undefined ? [] : ['{assignee:String} AS assignee']),
      ...(comment === undefined ? [] : ['{comment:String} AS comment']),
      ...(status === undefined
        ? []
        : [
            '{status:String} AS status',
            `if({status:String} = 'closed', coalesce(t.closed_at, ${nowTime}), NULL) AS closed_at`,
          ]),
      `toNullable({bulk:UUID}) AS bulk_id`,
      written('bulk'),
    ];
    const sql = `INSERT INTO detections SELECT t.* REPLACE (${set.join(', ')}) FROM detections AS t FINAL
      WHERE t.detection_id IN (SELECT detection_id FROM detection_bulk_items WHERE bulk_id = {bulk:UUID})`;
    await this.store.command('detections.bulk', sql, { bulk: bulkId, by, now, status, assignee, comment });
  }

  /** Number of detections on which nobody has decided since. */
  async undecidedSince(bulkId: string): Promise<number> {
    const sql = `SELECT count() AS total FROM detections AS t FINAL WHERE t.bulk_id = {bulk:UUID} AND t.detection_id IN
      (SELECT detection_id FROM detection_bulk_items WHERE bulk_id = {bulk:UUID})`;
    return (await this.store.rows<{ total: number }>('detections.undoBulk', sql, { bulk: bulkId }))[0]?.total ?? 0;
  }

  /** Puts back the triage of those on which nobody has decided since. */
  async revert({ bulkId, by, now }: Act): Promise<void> {
    const sql = `INSERT INTO detections SELECT t.* REPLACE (item.status AS status, item.assignee AS assignee,
        item.comment AS comment, item.closed_at AS closed_at, item.before_bulk_id AS bulk_id, ${written('undo')})
      FROM (SELECT * FROM detections FINAL WHERE bulk_id = {bulk:UUID}) AS t
      INNER JOIN (SELECT * FROM detection_bulk_items FINAL WHERE bulk_id = {bulk:UUID}) AS item
        ON item.detection_id = t.detection_id`;
    await this.store.command('detections.undoBulk', sql, { bulk: bulkId, by, now });
  }

  /** Returns at most `limit` bulk operations, newest first, after the one given. */
  list(
    filters: BulkFilters,
    limit: number,
    after: Pick<StoredBulk, 'created_at' | 'bulk_id'> | undefined,
  ): Promise<StoredBulk[]> {
    const conditions = conditionsOf(filters);
    if (after) {
      conditions.add(
        `(t.created_at, t.bulk_id) < (parseDateTime64BestEffort({after_time:String}, 3, 'UTC'), {after_id:UUID})`,
        { after_time: after.created_at, after_id: after.bulk_id },
      );
    }
    const sql = `SELECT t.* FROM detection_bulks AS t FINAL ${conditions.where}
      ORDER BY t.created_at DESC, t.bulk_id DESC LIMIT {limit:UInt32}`;
    return this.store.rows('detections.listBulks', sql, { ...conditions.params, limit });
  }

  count(filters: BulkFilters): Promise<number> {
    return this.store.count('detections.listBulks', 'detection_bulks AS t FINAL', conditionsOf(filters));
  }

  async get(bulkId: string): Promise<StoredBulk | undefined> {
    const sql = 'SELECT * FROM detection_bulks FINAL WHERE bulk_id = {bulkId:UUID}';
    return (await this.store.rows<StoredBulk>('detections.undoBulk', sql, { bulkId }))[0];
  }
}

function conditionsOf({ created_by, undone }: BulkFilters): Conditions {
  const conditions = new Conditions().equal('created_by', 'String', created_by);
  return undone === undefined ? conditions : conditions.add(`t.undone_at IS ${undone ? 'NOT ' : ''}NULL`);
}
