import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { DriftSearch, StoredDrift } from './drift.types.js';

const columns = 't.* EXCEPT (model_id)';

export type DriftFilters = Pick<DriftSearch, 'feature' | 'scope' | 'method' | 'drifted'> & { model_id: string };
export type DriftPosition = Pick<StoredDrift, 'window_to' | 'feature' | 'scope' | 'method'>;

/** Scores of a model in equal steps, and points of their distribution. */
export interface Histogram {
  rows: number;
  quantiles: number[];
  /** Bucket to count, without those that are empty. */
  counts: Record<string, number>;
}

export class DriftRepository {
  constructor(private readonly store: Store) {}

  async save(modelId: string, measures: readonly StoredDrift[]): Promise<void> {
    const rows = measures.map((measure) => ({ ...measure, model_id: modelId }));
    await this.store.insert('models.writeDrift', 'model_drift', rows);
  }

  /** Returns at most `limit` measures, newest window first, after the one given. */
  list(
    filters: DriftFilters,
    range: TimeRange,
    limit: number,
    after: DriftPosition | undefined,
  ): Promise<StoredDrift[]> {
    const conditions = conditionsOf(filters, range);
    if (after) {
      conditions.add(
        `(t.window_to, t.feature, t.scope, t.method) < (parseDateTime64BestEffort({after_time:String}, 3, 'UTC'),
          {after_feature:String}, {after_scope:String}, {after_method:String})`,
        {
          after_time: after.window_to,
          after_feature: after.feature,
          after_scope: after.scope,
          after_method: after.method,
        },
      );
    }
    const sql = `SELECT ${columns} FROM model_drift AS t FINAL ${conditions.where}
      ORDER BY t.window_to DESC, t.feature DESC, t.scope DESC, t.method DESC LIMIT {limit:UInt32}`;
    return this.store.rows('models.drift', sql, { ...conditions.params, limit });
  }

  count(filters: DriftFilters, range: TimeRange): Promise<number> {
    return this.store.count('models.drift', 'model_drift AS t FINAL', conditionsOf(filters, range));
  }

  async histogram(modelId: string, { from, to }: TimeRange, buckets: number): Promise<Histogram> {
    const conditions = new Conditions().equal('model_id', 'UUID', modelId).between('hour', from, to);
    const sql = `SELECT count() AS rows,
        if(rows = 0, [], quantiles(0.5, 0.9, 0.95, 0.99, 0.999)(t.score)) AS quantiles,
        sumMap(map(toUInt16(least(floor(t.score * {buckets:UInt16}), {buckets:UInt16} - 1)), toUInt64(1))) AS counts
      FROM scores AS t FINAL ${conditions.where}`;
    const [found] = await this.store.rows<Histogram>('models.distribution', sql, { ...conditions.params, buckets });
    return found ?? { rows: 0, quantiles: [], counts: {} };
  }
}

function conditionsOf({ model_id, feature, scope, method, drifted }: DriftFilters, range: TimeRange): Conditions {
  const conditions = new Conditions().equal('model_id', 'UUID', model_id).between('window_to', range.from, range.to);
  conditions.equal('feature', 'String', feature).text('scope', scope).equal('method', 'String', method);
  return conditions.equal('drifted', 'Bool', drifted);
}
