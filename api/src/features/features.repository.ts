import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { TimeRange } from '../http/time-range.js';
import { contextObject, featureValues, rowColumns } from './feature-sql.js';
import type { FeatureRow, FeatureSearch } from './features.types.js';

export type FeatureFilters = Pick<FeatureSearch, 'client_ip' | 'host' | 'ja4'>;
/** Where a page begins: after this row. */
export type FeaturePosition = Pick<FeatureRow, 'hour' | 'host' | 'client_ip' | 'ja4'>;

const limits = { seconds: 60, bytes: 800 * 1024 * 1024 };
/** Seconds from the first to the last of the 168 hours of seven days. */
const sevenDays = 167 * 3600;

export class FeaturesRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` rows of whole hours, ordered by hour, host, client and JA4, after the position. */
  list(
    filters: FeatureFilters,
    range: TimeRange,
    minRequests: number,
    limit: number,
    after: FeaturePosition | undefined,
  ): Promise<FeatureRow[]> {
    const conditions = new Conditions().between('hour', range.from, range.to);
    conditions.address('client_ip', filters.client_ip).text('host', filters.host).text('ja4', filters.ja4);
    if (after) {
      const hour = `parseDateTimeBestEffort({after_hour:String}, 'UTC')`;
      conditions.add(
        `t.hour >= ${hour} AND (t.hour, t.host, t.client_ip, t.ja4)
          > (${hour}, {after_host:String}, toIPv6({after_ip:String}), {after_ja4:String})`,
        { after_hour: after.hour, after_host: after.host, after_ip: after.client_ip, after_ja4: after.ja4 },
      );
    }
    const sql = `WITH page AS (
        SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4, ${rowColumns}
        FROM agg_host_ip_ja4_1h AS t ${conditions.where}
        GROUP BY hour, host, client_ip, ja4 HAVING requests >= {min_requests:UInt64}
        ORDER BY hour, host, client_ip, ja4 LIMIT {limit:UInt32}
      ),
      -- Seven days up to and with each hour: how many requests the host had, and how many of them with this JA4.
      host_ja4 AS (
        SELECT hour, host, ja4,
          sum(requests) OVER (PARTITION BY host, ja4 ORDER BY toUnixTimestamp(hour)
            RANGE BETWEEN ${sevenDays} PRECEDING AND CURRENT ROW) AS of_ja4,
          sum(requests) OVER (PARTITION BY host ORDER BY toUnixTimestamp(hour)
            RANGE BETWEEN ${sevenDays} PRECEDING AND CURRENT ROW) AS of_host
        FROM (
          SELECT t.hour AS hour, t.host AS host, t.ja4 AS ja4, sum(t.requests) AS requests FROM agg_host_ip_ja4_1h AS t
          WHERE t.hour >= (SELECT min(hour) FROM page) - ${sevenDays} AND t.hour <= (SELECT max(hour) FROM page)
            AND t.host IN (SELECT host FROM page)
          GROUP BY hour, host, ja4
        )
      )
      SELECT f.hour AS hour, ${addressText('f.client_ip')} AS client_ip, f.ja4 AS ja4, f.host AS host,
        CAST(f.ja4 != '', 'Bool') AS correlated, requests, ${featureValues} AS values, ${contextObject} AS context
      FROM page AS f
      LEFT JOIN host_ja4 ON host_ja4.hour = f.hour AND host_ja4.host = f.host AND host_ja4.ja4 = f.ja4
      ORDER BY f.hour, f.host, f.client_ip, f.ja4`;
    const params = { ...conditions.params, min_requests: minRequests, limit };
    return this.store.rows('features.list', sql, params, limits);
  }
}
