import { Gathered } from '../store/gathered.js';
import { instant } from '../store/instant.js';
import type { Store } from '../store/store.js';
import type { EventKind, RejectedLine } from './events.types.js';

export type BatchState = 'pending' | 'accepted' | 'correlated' | 'quarantined';

/** A batch as `ingest_batches` holds it; each change is a new row with the next `version`. */
export interface Batch {
  readonly batch_id: string;
  readonly kind: EventKind;
  readonly sensor_id: string;
  readonly body_sha256: string;
  readonly received_at: string;
  readonly lines: number;
  readonly good: number;
  readonly rejected: number;
  readonly first_time: string | null;
  readonly last_time: string | null;
  readonly state: BatchState;
  readonly failures: number;
  readonly error: string;
  readonly join_no: number;
  readonly matched: number;
  readonly changed_at: string;
  readonly version: number;
}

const columns = `batch_id, kind, sensor_id, body_sha256, received_at, lines, good, rejected, first_time,
  last_time, state, failures, error, join_no, matched, changed_at, version`;

/**
 * Batches of requests whose rows are still in `http_events`, where each is a partition of its own: those that are not correlated, and
 * those that are and were not swept. Without it all batches of the retention would be looked through.
 */
export const landedRequests = `kind = 'http' AND batch_id IN (SELECT batch_id FROM http_events GROUP BY batch_id)`;

/** The life of batches. Look-ups that come close together are one statement, and so are writes. */
export class BatchesRepository {
  private readonly lookUps = new Gathered((batchIds: string[]) => this.findAll(batchIds));
  private readonly writes = new Gathered((rows: Batch[]) => this.store.insert('batches.save', 'ingest_batches', rows));

  constructor(private readonly store: Store) {}

  /** @param isPatient true to wait a moment for look-ups of others */
  async find(batchId: string, isPatient = false): Promise<Batch | undefined> {
    return (await this.lookUps.add(batchId, isPatient)).find(({ batch_id }) => batch_id === batchId);
  }

  /** Returns those of the batches that are known. */
  findAll(batchIds: readonly string[]): Promise<Batch[]> {
    const sql = `SELECT ${columns} FROM ingest_batches FINAL WHERE batch_id IN {batchIds:Array(UUID)}`;
    return this.store.rows('batches.findAll', sql, { batchIds });
  }

  /**
   * Returns when the row is stored. Callers bound how many wait: ingest by its slots, correlation by its lane.
   *
   * @param isPatient true to wait a moment for rows of others
   */
  save(batch: Batch, isPatient = false): Promise<void> {
    return this.writes.add(batch, isPatient);
  }

  async rejectedLines(batchId: string): Promise<RejectedLine[]> {
    const sql = `SELECT seq AS line, pointer, detail FROM ingest_rejects FINAL
      WHERE batch_id = {batchId:UUID} ORDER BY line`;
    return this.store.rows('batches.rejectedLines', sql, { batchId });
  }

  /** Number of request batches that are accepted and not correlated. */
  async backlog(): Promise<number> {
    const sql = `SELECT count() AS batches FROM ingest_batches FINAL WHERE state = 'accepted' AND ${landedRequests}`;
    return (await this.store.rows<{ batches: number }>('batches.backlog', sql))[0]?.batches ?? 0;
  }

  /**
   * Returns the oldest request batches that are accepted and not correlated, but for those that failed and rest: 16 seconds
   * after the first time, and four times as long after each other one.
   *
   * @param now milliseconds
   * @param isThorough true for those as well whose rows are lost: looks through all batches
   */
  accepted(now: number, limit: number, isThorough: boolean): Promise<Batch[]> {
    const sql = `SELECT ${columns} FROM ingest_batches FINAL
      WHERE state = 'accepted' AND ${isThorough ? `kind = 'http'` : landedRequests}
        AND (failures = 0 OR abs(dateDiff('second', changed_at, ${instant('now')})) >= pow(4, failures + 1))
      ORDER BY received_at, batch_id LIMIT {limit:UInt32}`;
    return this.store.rows('correlation.due', sql, { now: now * 1000, limit });
  }
}
