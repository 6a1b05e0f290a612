import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { QueryParams, Store } from '../store/store.js';
import type { TimeRange } from '../http/time-range.js';
import type { HandshakeRow } from './handshakes.types.js';
import { hourOf, ofKeys } from './key-range.js';

export interface HandshakeSlice {
  readonly hours: TimeRange;
  readonly minConnections: number;
  readonly maxUsed: number;
  readonly after: Pick<HandshakeRow, 'hour' | 'client_ip'> | undefined;
}

const operation = 'features.handshakes';
const limits = { seconds: 60 };
/** One of 65,536 numbers of a day, shared by some hours of addresses: of a fortnight there are few enough to be counted in little memory. */
const shared = '(toDate(t.hour), toUInt16(cityHash64(t.hour, t.src_ip)))';

export class HandshakesRepository {
  constructor(private readonly store: Store) {}

  /** Returns the first rows of the slice, one more than `limit` when there are more. */
  list(slice: HandshakeSlice, limit: number): Promise<HandshakeRow[]> {
    const { sql, params } = found(slice);
    const page = `${sql}
      ORDER BY s.hour, s.client_ip LIMIT {limit:UInt32}`;
    return this.store.rows(operation, page, { ...params, limit: limit + 1 }, limits);
  }

  /** Returns how many rows there are. */
  count(slice: Omit<HandshakeSlice, 'after'>): Promise<number> {
    const { sql, params } = found({ ...slice, after: undefined });
    return this.store.countOf(operation, sql, params, limits);
  }
}

/** SELECT of the rows of a slice, and its parameters. */
function found({ hours, minConnections, maxUsed, after }: HandshakeSlice): { sql: string; params: QueryParams } {
  const conditions = new Conditions().between('hour', hours.from, hours.to);
  if (after) {
    const params = { after_hour: after.hour, after_ip: after.client_ip };
    conditions.add(`(t.hour, t.src_ip) > (${hourOf('after_hour')}, toIPv6({after_ip:String}))`, params);
  }
  // Nearly all have few connections: all that share a number of a day are counted together, and the sets of connections are put
  // together only where that is enough. The sets count within a few hundredths, and a connection has a handshake at least.
  const mayBeEnough = `${shared} IN (SELECT ${shared} AS s FROM agg_handshakes_1h AS t ${conditions.where}
    GROUP BY s HAVING sum(t.handshakes) >= 0.9 * {min_connections:UInt64})`;
  // Each step looks at what is left of the one before. As a scalar it is computed once, and the index is asked for it.
  const sql = `WITH (
      SELECT groupArray((hour, client_ip, connections)) FROM (
        SELECT t.hour AS hour, t.src_ip AS client_ip, uniqCombinedMerge(12)(t.connections) AS connections
        FROM agg_handshakes_1h AS t ${conditions.where} AND ${mayBeEnough}
        GROUP BY hour, client_ip HAVING connections >= {min_connections:UInt64}
      )) AS enough,
    (
      SELECT groupArray((s.1, s.2)) FROM (SELECT arrayJoin(enough) AS s) AS shaken
      LEFT JOIN (${usedBy('enough')}) AS u ON u.hour = s.1 AND u.client_ip = s.2
      WHERE used <= s.3 * {max_used:Float64}
    ) AS silent,
    shaken AS (
      SELECT t.hour AS hour, t.src_ip AS client_ip, uniqCombinedMerge(12)(t.connections) AS connections,
        argMax(t.ja4, t.handshakes) AS ja4, uniqExact(t.ja4) AS ja4s, groupUniqArrayMerge(10)(t.server_names) AS names,
        min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen
      FROM agg_handshakes_1h AS t WHERE (t.hour, t.src_ip) IN (SELECT arrayJoin(silent))
      GROUP BY hour, client_ip
    ),
    -- Hosts whose requests are seen: where nobody's are, it is the sensor that sees none.
    hosts AS (
      SELECT t.hour AS hour, groupUniqArray(toString(t.host)) AS served FROM agg_ja4_prevalence_1h AS t
      WHERE t.hour IN (SELECT arrayJoin(silent).1) GROUP BY hour
    )
    SELECT s.hour AS hour, ${addressText('s.client_ip')} AS client_ip, s.ja4 AS ja4,
      arrayFirst(x -> has(served, x), arraySort(names)) AS host, connections, used, requests, ja4s, first_seen, last_seen
    FROM shaken AS s
    JOIN hosts AS h ON h.hour = s.hour
    LEFT JOIN (${usedBy('silent')}) AS u ON u.hour = s.hour AND u.client_ip = s.client_ip
    WHERE (host != '' OR empty(arrayFilter(x -> x != '', names)))
      -- A proxy shakes hands, and the requests are its clients'.
      AND s.client_ip NOT IN (
        SELECT src_ip FROM http_logs WHERE src_ip != client_ip AND src_ip IN (SELECT arrayJoin(silent).2)
          AND toStartOfHour(time) IN (SELECT arrayJoin(silent).1))`;
  return { sql, params: { ...conditions.params, min_connections: minConnections, max_used: maxUsed } };
}

/** SELECT of what some addresses asked for in some hours, and of how many of their connections did. @param keys an array of the pairs */
function usedBy(keys: string): string {
  return `SELECT t.hour AS hour, t.client_ip AS client_ip, sum(t.requests) AS requests,
          uniqCombinedMerge(12)(t.connections) AS used
        -- The address alone says no more than the pair, but leaves out most rows for less.
        FROM agg_ip_behavior_1h AS t WHERE t.client_ip IN (${ofKeys(keys, 'k.2')})
          AND (t.hour, t.client_ip) IN (${ofKeys(keys, 'k.1, k.2')})
        GROUP BY hour, client_ip`;
}
