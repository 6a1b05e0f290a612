import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { TimeRange } from '../http/time-range.js';
import type { ScoreSearch, StoredScore } from './scores.types.js';

const columns = `t.* EXCEPT (client_ip), ${addressText('t.client_ip')} AS client_ip`;
/** Within one sort value: the key of a score. */
const key = 't.hour, t.client_ip, t.ja4, t.host, t.model_id';
const keyAfter = `parseDateTimeBestEffort({after_hour:String}, 'UTC'), toIPv6({after_ip:String}), {after_ja4:String},
  {after_host:String}, {after_model:UUID}`;

export type ScoreFilters = Pick<
  ScoreSearch,
  'client_ip' | 'ja4' | 'host' | 'model_id' | 'shadow' | 'provisional' | 'min_score'
>;

/** Where a page begins: after this score in the order of the sort. */
export type ScorePosition = Pick<StoredScore, 'score' | 'hour' | 'client_ip' | 'ja4' | 'host' | 'model_id'>;

export class ScoresRepository {
  constructor(private readonly store: Store) {}

  async save(scores: readonly StoredScore[]): Promise<void> {
    await this.store.insert('scores.write', 'scores', scores);
  }

  /** Returns at most `limit` scores in the order of `sort`, after the score given. */
  list(
    filters: ScoreFilters,
    range: TimeRange,
    sort: '-score' | '-hour',
    limit: number,
    after: ScorePosition | undefined,
  ): Promise<StoredScore[]> {
    const conditions = conditionsOf(filters, range);
    const [score, scoreAfter] = sort === '-score' ? ['t.score, ', '{after_score:Float64}, '] : ['', ''];
    if (after) {
      conditions.add(`(${score}${key}) < (${scoreAfter}${keyAfter})`, {
        after_score: after.score,
        after_hour: after.hour,
        after_ip: after.client_ip,
        after_ja4: after.ja4,
        after_host: after.host,
        after_model: after.model_id,
      });
    }
    const order = `${score}${key}`.replaceAll(/t\.\w+/g, '$& DESC');
    const sql = `SELECT ${columns} FROM scores AS t FINAL ${conditions.where} ORDER BY ${order} LIMIT {limit:UInt32}`;
    return this.store.rows('scores.list', sql, { ...conditions.params, limit });
  }

  count(filters: ScoreFilters, range: TimeRange): Promise<number> {
    return this.store.count('scores.list', 'scores AS t FINAL', conditionsOf(filters, range));
  }
}

function conditionsOf(filters: ScoreFilters, range: TimeRange): Conditions {
  const conditions = new Conditions().between('hour', range.from, range.to);
  conditions.address('client_ip', filters.client_ip).textOrEmpty('ja4', filters.ja4).text('host', filters.host);
  conditions.equal('model_id', 'UUID', filters.model_id).equal('shadow', 'Bool', filters.shadow ?? false);
  conditions.equal('provisional', 'Bool', filters.provisional);
  if (filters.min_score !== undefined)
    conditions.add('t.score >= {min_score:Float64}', { min_score: filters.min_score });
  return conditions;
}
