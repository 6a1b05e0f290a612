import { features } from '@ja4-platform/common';
import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { QueryParams, Store } from '../store/store.js';
import { isoTime, type TimeRange } from '../http/time-range.js';
import { featureValues } from './feature-sql.js';
import { betweenKeys, ofKeys } from './key-range.js';
import { pastOf, requestsOfHosts } from './past-hours.js';
import { contextObject, rowColumns } from './row-columns.js';
import type { FeatureRow, FeatureSearch } from './features.types.js';

export type FeatureFilters = Pick<FeatureSearch, 'client_ip' | 'host' | 'ja4'>;
/** What names a row; rows are ordered by hour, host, client and JA4. */
export type FeatureKey = Pick<FeatureRow, 'hour' | 'host' | 'client_ip' | 'ja4'>;

/** Rows of whole hours, from one row on when that is given. */
export interface FeatureSlice {
  readonly filters: FeatureFilters;
  readonly hours: TimeRange;
  readonly minRequests: number;
  /** Only rows whose hash is a multiple of it. */
  readonly oneIn: number;
  readonly start: FeatureKey | undefined;
}

/** The features of a row, and how they lie on its host in its hour, each by its place in the list. */
export interface Population {
  /** Of the row; null where it cannot be known, and for all when there is no such row any more. */
  values: (number | null)[];
  rows: number;
  /** 5 %, median and 95 % of each feature; null when no row has it. */
  quantiles: (number | null)[][];
  /** Rows that have the feature. */
  known: number[];
  below: number[];
}

const operation = 'features.list';
const limits = { seconds: 60 };
/** Rows of a host's hour that a row is compared with: quantiles of more would not tell more. */
const populationRows = 1000;
const keyHash = 'cityHash64(t.hour, t.host, t.client_ip, t.ja4)';
const isOneIn = `${keyHash} % {one_in:UInt32} = 0`;
const largeEnough = 'HAVING sum(t.requests) >= {min_requests:UInt64}';
const groupedByKey = `GROUP BY hour, host, client_ip, ja4 ${largeEnough}`;

export class FeaturesRepository {
  constructor(private readonly store: Store) {}

  /** Returns the row after so many others of the slice; when there is none, how many there are. */
  readonly rowAfter = async ({ minRequests, ...slice }: FeatureSlice, others: number): Promise<FeatureKey | number> => {
    const { where, params } = large(conditionsOf(slice, undefined), minRequests);
    const sql = `SELECT count() AS rows, max((f.hour, f.host, f.client_ip, f.ja4)) AS last,
        last.1 AS hour, last.2 AS host, ${addressText('last.3')} AS client_ip, last.4 AS ja4
      FROM (
        SELECT t.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4
        FROM agg_host_ip_ja4_1h AS t ${where} ${groupedByKey}
        ORDER BY hour, host, client_ip, ja4 LIMIT {rows:UInt32}
      ) AS f`;
    return this.store.rowAfter(operation, sql, { min_requests: minRequests, ...params }, others, limits);
  };

  /** Returns how many rows the slice has. */
  count({ minRequests, ...slice }: FeatureSlice): Promise<number> {
    const { where, params } = conditionsOf(slice, undefined);
    return this.store.countOf(operation, largeHashes(where), { ...params, min_requests: minRequests }, limits);
  }

  /** Returns the rows of the slice before `end`. */
  list(slice: FeatureSlice, end: FeatureKey | undefined): Promise<FeatureRow[]> {
    return this.store.rows(operation, ...page(slice, end), limits);
  }

  /** Returns the same as JSON texts. */
  texts(slice: FeatureSlice, end: FeatureKey | undefined): Promise<string[]> {
    return this.store.texts('features.export', ...page(slice, end), limits);
  }

  /** Returns the row of a client on a host that has most requests, the earliest of several. */
  async largest(client_ip: string, host: string, hours: TimeRange): Promise<FeatureKey | undefined> {
    const { where, params } = new Conditions()
      .between('hour', hours.from, hours.to)
      .equal('host', 'String', host)
      .add('t.client_ip = toIPv6({client_ip:String})', { client_ip });
    const sql = `SELECT t.hour AS hour, {host:String} AS host, {client_ip:String} AS client_ip, t.ja4 AS ja4
      FROM agg_host_ip_ja4_1h AS t ${where} GROUP BY hour, ja4 ORDER BY sum(t.requests) DESC, hour, ja4 LIMIT 1`;
    return (await this.store.rows<FeatureKey>('detections.explain', sql, params))[0];
  }

  /** Returns a row beside the rows of its host and hour: all of them, or where there are more it and 999 others. */
  async population({ hour, host, client_ip, ja4 }: FeatureKey): Promise<Population> {
    const of = 't.hour = parseDateTimeBestEffort({first_hour:String}) AND t.host = {host:String}';
    const isRow = (t: string): string => `${t}.client_ip = toIPv6({client_ip:String}) AND ${t}.ja4 = {ja4:String}`;
    const hashes = `SELECT ${keyHash} AS hash FROM agg_host_ip_ja4_1h AS t WHERE ${of}
          GROUP BY hash ORDER BY max(${isRow('t')}) DESC, hash LIMIT ${populationRows}`;
    const sql = `${pageOf(`WHERE ${of} AND ${keyHash} IN (${hashes})`)}
      SELECT any(of_row) AS values, count() AS rows,
        quantilesForEach(0.05, 0.5, 0.95)(of_each) AS quantiles, countForEach(of_each) AS known,
        sumForEach(arrayMap((each, row) -> toUInt64(ifNull(each < row, 0)), of_each, of_row)) AS below
      FROM (
        SELECT ${featureValues} AS of_each,
          arrayResize(anyIf(of_each, ${isRow('f')}) OVER (), ${features.length}) AS of_row
        ${fromPage}
      )`;
    const params = { host, client_ip, ja4, min_requests: 1, first_hour: hour, last_hour: hour };
    const [found] = await this.store.rows<Population>('detections.explain', sql, params, limits);
    return found ?? { values: [], rows: 0, quantiles: [], known: [], below: [] };
  }
}

/** The statement that reads a page, and its parameters. */
function page({ minRequests, ...slice }: FeatureSlice, end: FeatureKey | undefined): [string, QueryParams] {
  const { where: within } = conditionsOf(slice, end);
  const { where, params: filters } = large(conditionsOf(slice, end), minRequests);
  const sql = `${pageOf(where, within)}
      SELECT f.hour AS hour, ${addressText('f.client_ip')} AS client_ip, f.ja4 AS ja4, f.host AS host,
        CAST(f.ja4 != '', 'Bool') AS correlated, requests, ${featureValues} AS values, ${contextObject} AS context
      ${fromPage}
      ${contextJoins}
      ORDER BY f.hour, f.host, f.client_ip, f.ja4`;
  const params = {
    ...filters,
    min_requests: minRequests,
    first_hour: slice.start?.hour ?? isoTime(slice.hours.from),
    last_hour: end?.hour ?? isoTime(slice.hours.to),
  };
  return [sql, params];
}

/** Rows that are large enough, told by their hashes: those take a tenth of the memory of keys. */
function largeHashes(where: string): string {
  return `SELECT ${keyHash} AS hash FROM agg_host_ip_ja4_1h AS t ${where} GROUP BY hash ${largeEnough}`;
}

/**
 * Narrows to rows that are large enough before they are put together: the others are many, and their columns large. Two rows
 * of the same hash are told apart when they are grouped.
 */
function large(conditions: Conditions, minRequests: number): Conditions {
  if (minRequests <= 1) return conditions;
  return conditions.add(`${keyHash} IN (${largeHashes(conditions.where)})`, { min_requests: minRequests });
}

/** SELECT of what keys of a page hold: hour, host, address and JA4 are `k.1` to `k.4`. */
const keysOf = (columns: string): string => ofKeys('keys', columns);

/**
 * The rows of a page, and what is known beyond them of their addresses and handshakes. As a scalar its keys are looked for
 * once, whoever asks for them.
 *
 * @param within says where the rows lie, `where` which of those they are
 */
function pageOf(where: string, within = where): string {
  const key = 't.hour AS hour, t.host AS host, t.client_ip AS client_ip, t.ja4 AS ja4';
  return `WITH (
        SELECT groupArray((hour, host, client_ip, ja4)) FROM (SELECT ${key} FROM agg_host_ip_ja4_1h AS t ${where} ${groupedByKey})
      ) AS keys,
      page AS (
        SELECT ${key}, ${rowColumns}
        FROM agg_host_ip_ja4_1h AS t ${within} AND (t.hour, t.host, t.client_ip, t.ja4) IN (SELECT arrayJoin(keys))
        GROUP BY hour, host, client_ip, ja4
      ),
      hosts AS (
        ${requestsOfHosts(keysOf('k.2'))}
      ),
      -- Each row of the page adds up its own week of them.
      host_ja4 AS (
        SELECT t.host AS host, t.ja4 AS ja4, groupArray((t.hour, t.requests)) AS of_ja4 FROM agg_ja4_prevalence_1h AS t
        WHERE ${pastOf(168)} AND (t.ja4, t.host) IN (${keysOf('k.4, k.2')}) GROUP BY host, ja4
      ),
      -- Joined by what the page holds: each row of a day counted in each hour of a page would be far more.
      ja4_day AS (
        SELECT k.hour AS hour, k.ja4 AS ja4, sum(t.requests) AS of_ja4_requests,
          sum(t.browser_like) AS of_ja4_browser_like, uniqCombinedMerge(12)(t.addresses) AS of_ja4_addresses,
          uniqCombinedMerge(12)(t.user_agents) AS of_ja4_user_agents
        FROM (${keysOf('k.1 AS hour, k.4 AS ja4')}) AS k
        JOIN (
          SELECT t.hour AS hour, t.entity_value AS ja4, t.requests AS requests, t.browser_like AS browser_like,
            t.addresses AS addresses, t.user_agents AS user_agents
          FROM agg_entity_1h AS t
          WHERE t.entity_type = 'ja4' AND ${pastOf(24)} AND t.entity_value IN (${keysOf('k.4')})
        ) AS t ON t.ja4 = k.ja4
        WHERE t.hour > k.hour - 24 * 3600 AND t.hour <= k.hour
        GROUP BY hour, ja4
      ),
      addresses AS (
        SELECT t.hour AS hour, t.client_ip AS client_ip, sum(t.requests) AS address_requests,
          sum(t.not_found) + sum(t.refused) AS address_failed,
          uniqCombinedMerge(12)(t.user_agents) AS address_user_agents, uniqCombinedMerge(12)(t.hosts) AS address_hosts,
          uniqCombinedMerge(12)(t.paths) AS address_paths, uniqCombinedMerge(12)(t.host_paths) AS address_host_paths,
          arrayDistinct(arrayMap(x -> splitByChar('_', x)[2],
            arrayFilter(x -> x != '', groupUniqArrayMerge(32)(t.ja4s)))) AS cipher_lists
        FROM agg_ip_behavior_1h AS t WHERE (t.hour, t.client_ip) IN (${keysOf('k.1, k.3')})
        GROUP BY hour, client_ip
      ),
      -- All addresses with the handshake that hardly do anything but post logins: visitors with the same browser are not counted.
      login_fleets AS (
        SELECT hour, ja4, host, sum(posts) AS fleet_posts, sum(refused) AS fleet_refused, count() AS fleet_addresses
        FROM (
          SELECT t.hour AS hour, t.ja4 AS ja4, t.host AS host, sum(t.login_posts) AS posts, sum(t.login_refused) AS refused
          FROM agg_host_ip_ja4_1h AS t WHERE (t.hour, t.ja4, t.host) IN (${keysOf('k.1, k.4, k.2')})
          GROUP BY hour, ja4, host, t.client_ip HAVING posts > 0 AND posts * 2 >= sum(t.requests)
        ) GROUP BY hour, ja4, host
      ),
      handshakes AS (
        SELECT t.hour AS hour, t.src_ip AS client_ip, t.ja4 AS ja4,
          arrayFilter(x -> x != '', groupUniqArrayMerge(10)(t.server_names)) AS server_names
        FROM agg_handshakes_1h AS t WHERE (t.hour, t.src_ip, t.ja4) IN (${keysOf('k.1, k.3, k.4')})
        GROUP BY hour, client_ip, ja4
      )`;
}

const fromPage = `FROM page AS f
      JOIN addresses USING (hour, client_ip)
      LEFT JOIN ja4_day USING (hour, ja4)
      JOIN hosts USING (hour, host)
      LEFT JOIN host_ja4 USING (host, ja4)`;
/** What only the context of a row tells. */
const contextJoins = `LEFT JOIN login_fleets USING (hour, ja4, host)
      LEFT JOIN handshakes USING (hour, client_ip, ja4)`;

function conditionsOf(
  { filters, hours, oneIn, start }: Omit<FeatureSlice, 'minRequests'>,
  end: FeatureKey | undefined,
): Conditions {
  const conditions = new Conditions().between('hour', hours.from, hours.to);
  conditions.address('client_ip', filters.client_ip).text('host', filters.host).textOrEmpty('ja4', filters.ja4);
  // What a row is compared with are the rows of its address, handshake and host: all of them, whichever are asked for.
  if (oneIn > 1) conditions.add(isOneIn, { one_in: oneIn });
  return betweenKeys(conditions, ['hour', 'host', 'client_ip', 'ja4'], start, end);
}
