import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import { objectOf } from '../store/object.js';
import type { Store } from '../store/store.js';
import { isoTime, type TimeRange } from '../http/time-range.js';
import { fleetColumns, fleetValues } from './fleet-sql.js';
import { betweenKeys, ofKeys } from './key-range.js';
import { countedIn, pastOf, requestsOfHosts } from './past-hours.js';
import type { FleetRow, FleetSearch } from './fleets.types.js';

/** What names a fleet in an hour; rows are in this order. */
export type FleetKey = Pick<FleetRow, 'hour' | 'ja4' | 'header_order_hash' | 'host'>;

export interface FleetSlice {
  readonly filters: Pick<FleetSearch, 'ja4' | 'header_order_hash' | 'host'>;
  readonly hours: TimeRange;
  readonly minAddresses: number;
  /** Where rows begin. */
  readonly start: FleetKey | undefined;
}

const operation = 'features.fleets';
const limits = { seconds: 60 };
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

export class FleetsRepository {
  constructor(private readonly store: Store) {}

  /** Returns the row after so many others of the slice; when there is none, how many there are. */
  readonly rowAfter = async ({ minAddresses, ...slice }: FleetSlice, others: number): Promise<FleetKey | number> => {
    const { where, params } = conditionsOf(slice, undefined);
    const sql = `SELECT count() AS rows, max((f.hour, f.ja4, f.header_order_hash, f.host)) AS last,
        last.1 AS hour, last.2 AS ja4, last.3 AS header_order_hash, last.4 AS host
      FROM (${fleetsFound(where)} ORDER BY hour, ja4, header_order_hash, host LIMIT {rows:UInt32}) AS f`;
    return this.store.rowAfter(operation, sql, { ...params, min_addresses: minAddresses }, others, limits);
  };

  /** Returns how many rows the slice has. */
  count({ minAddresses, ...slice }: FleetSlice): Promise<number> {
    const { where, params } = conditionsOf(slice, undefined);
    return this.store.countOf(operation, fleetsFound(where), { ...params, min_addresses: minAddresses }, limits);
  }

  /** Returns the rows of the slice before `end`. */
  list({ minAddresses, ...slice }: FleetSlice, end: FleetKey | undefined): Promise<FleetRow[]> {
    const { where, params } = conditionsOf(slice, end);
    const hours = {
      first_hour: slice.start?.hour ?? isoTime(slice.hours.from),
      last_hour: end?.hour ?? isoTime(slice.hours.to),
    };
    return this.store.rows(operation, fleetsSql(where), { ...params, ...hours, min_addresses: minAddresses }, limits);
  }
}

function conditionsOf(
  { filters, hours, start }: Omit<FleetSlice, 'minAddresses'>,
  end: FleetKey | undefined,
): Conditions {
  const conditions = new Conditions().between('hour', hours.from, hours.to);
  const { ja4, header_order_hash, host } = filters;
  conditions.textOrEmpty('ja4', ja4).textOrEmpty('header_order_hash', header_order_hash).text('host', host);
  return betweenKeys(conditions, ['hour', 'ja4', 'header_order_hash', 'host'], start, end);
}

/** The keys of fleets that are large enough. */
function fleetsFound(where: string): string {
  return `SELECT ${fleetKey} FROM agg_host_ip_ja4_1h AS t ${where} GROUP BY hour, ja4, header_order_hash, host
    HAVING uniqCombined(12)(cityHash64(t.client_ip)) >= {min_addresses:UInt64}`;
}

/** As a scalar the keys are looked for once, whatever asks for them. */
function fleetsSql(where: string): string {
  const key = 'hour, ja4, header_order_hash, host';
  const found = (columns: string): string => ofKeys('found', columns);
  return `WITH (SELECT groupArray((${key})) FROM (${fleetsFound(where)})) AS found,
      page AS (
        SELECT ${fleetKey}, ${fleetColumns} FROM agg_fleet_1h AS t
        WHERE (t.hour, t.ja4, t.header_order_hash, t.host) IN (SELECT arrayJoin(found)) GROUP BY ${key}
      ),
      -- An hour and the seven days before it.
      history AS (
        SELECT t.hour + 3600 * later AS hour, t.ja4 AS ja4, t.header_order_hash AS header_order_hash, t.host AS host,
          sumIf(t.requests, later < 168) AS of_fleet, avgIf(t.addresses, later > 0) AS usual_addresses
        FROM (
          SELECT ${fleetKey}, sum(t.requests) AS requests, uniqCombined(12)(cityHash64(t.client_ip)) AS addresses
          -- The JA4 alone is compared by its number in a dictionary: most rows of a week are left out by that.
          FROM agg_host_ip_ja4_1h AS t WHERE ${pastOf(169)} AND t.ja4 IN (${found('k.2')})
            AND (t.ja4, t.header_order_hash, t.host) IN (${found('k.2, k.3, k.4')})
          GROUP BY ${key}
        ) AS t ${countedIn(169)}
        GROUP BY ${key}
      ),
      hosts AS (
        ${requestsOfHosts(found('k.4'))}
      ),
      orders AS (
        SELECT t.hour AS hour, t.header_order_hash AS header_order_hash, max(t.client_headers) AS client_headers
        FROM agg_header_fingerprint_1h AS t
        WHERE (t.hour, t.header_order_hash) IN (${found('k.1, k.3')})
        GROUP BY hour, header_order_hash
      )
      SELECT f.hour AS hour, f.ja4 AS ja4, f.header_order_hash AS header_order_hash, f.host AS host,
        addresses, requests, ${fleetValues} AS values,
        ${contextObject} AS context
      FROM page AS f
      JOIN history USING (${key})
      JOIN hosts USING (hour, host)
      LEFT JOIN orders USING (hour, header_order_hash)
      ORDER BY f.hour, f.ja4, f.header_order_hash, f.host`;
}
