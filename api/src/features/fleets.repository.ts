import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import { objectOf } from '../store/object.js';
import type { Store } from '../store/store.js';
import { isoTime, type TimeRange } from '../http/time-range.js';
import { fleetColumns, fleetValues } from './fleet-sql.js';
import { countedIn } from './past-hours.js';
import type { FleetRow, FleetSearch } from './fleets.types.js';

/** What names a fleet in an hour; rows are in this order. */
export type FleetKey = Pick<FleetRow, 'hour' | 'ja4' | 'header_order_hash' | 'host'>;

export interface FleetSlice {
  readonly filters: Pick<FleetSearch, 'ja4' | 'header_order_hash' | 'host'>;
  readonly hours: TimeRange;
  readonly minAddresses: number;
  readonly after: FleetKey | undefined;
}

const limits = { seconds: 60, bytes: 800 * 1024 * 1024 };
const fleetKey = 't.hour AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host';
const contextObject = objectOf({
  addresses: ['Array(String)', `arrayMap(x -> ${addressText('x')}, arraySort(address_samples))`],
  header_order: ['String', 'substring(client_headers, 1, 1000)'],
  login_posts: ['UInt64', 'login_posts'],
  login_posts_refused: ['UInt64', 'login_refused'],
  browser_like: ['UInt64', 'browser_like'],
  user_agents: ['UInt64', 'user_agents'],
  first_seen: [`DateTime64(6, 'UTC')`, 'first_seen'],
  last_seen: [`DateTime64(6, 'UTC')`, 'last_seen'],
});
const instant = (name: string): string => `parseDateTimeBestEffort({${name}:String}, 'UTC')`;

export class FleetsRepository {
  constructor(private readonly store: Store) {}

  /** Returns the first rows of the slice, one more than `limit` when there are more. */
  list({ filters, hours, minAddresses, after }: FleetSlice, limit: number): Promise<FleetRow[]> {
    const conditions = new Conditions().between('hour', hours.from, hours.to);
    conditions.text('ja4', filters.ja4).text('header_order_hash', filters.header_order_hash).text('host', filters.host);
    if (after) {
      conditions.add(
        `t.hour >= ${instant('after_hour')} AND (t.hour, t.ja4, t.header_order_hash, t.host)
          > (${instant('after_hour')}, {after_ja4:String}, {after_order:String}, {after_host:String})`,
        {
          after_hour: after.hour,
          after_ja4: after.ja4,
          after_order: after.header_order_hash,
          after_host: after.host,
        },
      );
    }
    const params = {
      ...conditions.params,
      min_addresses: minAddresses,
      first_hour: after?.hour ?? isoTime(hours.from),
      last_hour: isoTime(hours.to),
      limit: limit + 1,
    };
    return this.store.rows('features.fleets', fleetsSql(conditions.where), params, limits);
  }
}

function fleetsSql(where: string): string {
  return `WITH page AS (
        SELECT ${fleetKey}, ${fleetColumns} FROM agg_fleet_1h AS t ${where}
        GROUP BY hour, ja4, header_order_hash, host HAVING addresses >= {min_addresses:UInt64}
        ORDER BY hour, ja4, header_order_hash, host LIMIT {limit:UInt32}
      ),
      -- An hour and the seven days before it.
      history AS (
        SELECT *, sum(of_fleet) OVER (PARTITION BY hour, host) AS of_host
        FROM (
          SELECT t.hour + 3600 * later AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host,
            sumIf(t.requests, later < 168) AS of_fleet, avgIf(t.addresses, later > 0) AS usual_addresses
          FROM (
            SELECT ${fleetKey}, sum(t.requests) AS requests, uniqCombinedMerge(12)(t.addresses) AS addresses
            FROM agg_fleet_1h AS t WHERE t.hour >= ${instant('first_hour')} - 168 * 3600
              AND t.hour <= ${instant('last_hour')} AND t.host IN (SELECT t.host FROM agg_fleet_1h AS t ${where})
            GROUP BY hour, ja4, header_order_hash, host
          ) AS t ${countedIn(169)}
          GROUP BY hour, ja4, header_order_hash, host
        )
      ),
      orders AS (
        SELECT t.hour AS hour, t.header_order_hash AS header_order_hash, max(t.client_headers) AS client_headers
        FROM agg_header_fingerprint_1h AS t
        WHERE (t.hour, t.header_order_hash) IN (SELECT t.hour, t.header_order_hash FROM agg_fleet_1h AS t ${where})
        GROUP BY hour, header_order_hash
      )
      SELECT f.hour AS hour, f.ja4 AS ja4, f.header_order_hash AS header_order_hash, f.host AS host,
        addresses, requests, ${fleetValues} AS values,
        ${contextObject} AS context
      FROM page AS f
      JOIN history AS h
        ON h.hour = f.hour AND h.ja4 = f.ja4 AND h.header_order_hash = f.header_order_hash AND h.host = f.host
      LEFT JOIN orders AS o ON o.hour = f.hour AND o.header_order_hash = f.header_order_hash
      ORDER BY f.hour, f.ja4, f.header_order_hash, f.host`;
}
