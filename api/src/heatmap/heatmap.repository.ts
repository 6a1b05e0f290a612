import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { HeatmapRow, HeatmapSearch } from './heatmap.types.js';

const measures = {
  requests: 'sum(t.requests)',
  clients: 'uniq(t.client_ip)',
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
    const conditions = new Conditions().between('hour', range.from, range.to);
    const { where, params } = conditions.address('client_ip', client_ip).text('ja4', ja4).text('host', host);
    const sql = `WITH sumMap(map(c.hour_of_day, c.number)) AS numbers
      SELECT c.day AS day, arrayMap(h -> numbers[toUInt8(h)], range(24)) AS hours FROM (
        WITH toTimeZone(t.hour, {timezone:String}) AS local
        SELECT ${days[by]} AS day, toHour(local) AS hour_of_day, ${measures[measure]} AS number
        FROM agg_host_ip_ja4_1h AS t ${where} GROUP BY day, hour_of_day
      ) AS c GROUP BY day ORDER BY day`;
    return this.store.rows('heatmap.get', sql, { ...params, timezone });
  }
}
