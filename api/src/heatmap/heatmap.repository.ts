import type { TimeRange } from '../http/time-range.js';
import { textOperand } from '../filters/operands.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { HeatmapRow, HeatmapSearch } from './heatmap.types.js';

const measures = {
  requests: 'sum(t.requests)',
  refused: 'sum(t.refused)',
  not_found: 'sum(t.not_found)',
  server_errors: 'sum(t.server_errors)',
  login_posts: 'sum(t.login_posts)',
} as const;
const days = { date: 'toString(toDate(local))', weekday: 'toString(toDayOfWeek(local))' } as const;

export class HeatmapRepository {
  constructor(private readonly store: Store) {}

  /** Returns the days on which anything happened. */
  rows(
    { measure = 'requests', by = 'date', timezone = 'UTC', client_ip, ja4, host }: HeatmapSearch,
    range: TimeRange,
  ): Promise<HeatmapRow[]> {
    const { table, clients, conditions } = hoursOf({ client_ip, ja4, host }, range);
    const { where, params } = conditions;
    const sql = `WITH sumMap(map(c.hour_of_day, c.number)) AS numbers
      SELECT c.day AS day, arrayMap(h -> numbers[toUInt8(h)], range(24)) AS hours FROM (
        WITH toTimeZone(t.hour, {timezone:String}) AS local
        SELECT ${days[by]} AS day, toHour(local) AS hour_of_day, ${{ ...measures, clients }[measure]} AS number
        FROM ${table} AS t ${where} GROUP BY day, hour_of_day
      ) AS c GROUP BY day ORDER BY day`;
    return this.store.rows('heatmap.get', sql, { ...params, timezone });
  }
}

/** Hours of all requests, of a host or of a JA4 are few rows; those of an address, or of several at once, are read from what each client did. */
function hoursOf(
  { client_ip, ja4, host }: Pick<HeatmapSearch, 'client_ip' | 'ja4' | 'host'>,
  range: TimeRange,
): { table: string; clients: string; conditions: Conditions } {
  const conditions = new Conditions().between('hour', range.from, range.to);
  const named = Object.entries({ ja4, host }).filter(([, value]) => value !== undefined);
  // What may mean requests that have none is no value of an entity.
  const isOfEntity = named.every(([, value]) => /^[^!=~*]/.test(value ?? '') && value !== 'null');
  if (client_ip !== undefined || named.length > 1 || !isOfEntity) {
    conditions.address('client_ip', client_ip).textOrEmpty('ja4', ja4).text('host', host);
    return { table: 'agg_host_ip_ja4_1h', clients: 'uniqCombined(12)(cityHash64(t.client_ip))', conditions };
  }
  const [type, values] = named[0] ?? ['all', undefined];
  conditions.equal('entity_type', 'String', type).filter(type, values, textOperand, 't.entity_value');
  return { table: 'agg_entity_1h', clients: 'uniqCombinedMerge(12)(t.addresses)', conditions };
}
