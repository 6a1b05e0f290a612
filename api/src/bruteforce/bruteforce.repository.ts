import type { TimeRange } from '../http/time-range.js';
import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import { GroupQuery, type Groups } from '../store/groups.js';
import type { QueryParams, Store } from '../store/store.js';
import type {
  BruteforceAttacker,
  BruteforceBucket,
  BruteforceFilters,
  BruteforceSearch,
  BruteforceTarget,
} from './bruteforce.types.js';

const orders = {
  '-posts': 'sum(t.posts)',
  '-refused': 'sum(t.refused)',
  '-last_seen': 'toUnixTimestamp64Micro(max(t.last_seen))',
} as const;
const counts = `sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.refused) AS refused,
  min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen`;

export class BruteforceRepository {
  constructor(private readonly store: Store) {}

  targets(search: BruteforceSearch, range: TimeRange): GroupQuery<BruteforceTarget> {
    const busiest = 'arraySlice(arrayReverseSort(groupArray((t.posts, t.client_ip))), 1, 5)';
    return new GroupQuery(this.store, 'bruteforce.targets', {
      ...pairsOf(search, range),
      key: 't.host',
      type: 'String',
      columns: `g AS host, count() AS attackers, ${counts},
        arrayMap(x -> ${addressText('x.2')}, ${busiest}) AS top_attackers`,
    });
  }

  attackers(search: BruteforceSearch, range: TimeRange): GroupQuery<BruteforceAttacker> {
    return new GroupQuery(this.store, 'bruteforce.attackers', {
      ...pairsOf(search, range),
      key: 't.client_ip',
      type: 'IPv6',
      columns: `${addressText('g')} AS client_ip, ${counts}, uniqCombinedMerge(12)(t.ja4s) AS ja4s,
        arrayMap(x -> x.2, arraySlice(arrayReverseSort(groupArray((t.posts, t.host))), 1, 20)) AS hosts`,
    });
  }

  timeline(filters: BruteforceFilters, range: TimeRange, bucketSeconds: number): Promise<BruteforceBucket[]> {
    const time = 'toStartOfInterval(t.hour, toIntervalSecond({bucket:UInt32}))';
    const hours = `groupArray((${time}, ${postsOf(filters)}, t.login_posts, t.login_refused)) AS hours`;
    const { sql: pairs, params } = guessingPairs(filters, range, hours);
    const sql = `SELECT h.1 AS time, sum(h.2) AS posts, sum(h.3) AS login_posts, sum(h.4) AS refused,
        uniq(t.client_ip) AS attackers, uniq(t.host) AS targets
      FROM (${pairs}) AS t ARRAY JOIN t.hours AS h GROUP BY time ORDER BY time`;
    return this.store.rows('bruteforce.timeline', sql, { ...params, bucket: bucketSeconds });
  }
}

function pairsOf(
  { sort = '-posts', ...filters }: BruteforceSearch,
  range: TimeRange,
): Pick<Groups, 'from' | 'conditions' | 'order' | 'direction' | 'params' | 'isSmall'> {
  const columns = `sum(${postsOf(filters)}) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS refused,
      uniqCombinedStateIf(12)(cityHash64(t.ja4), t.ja4 != '') AS ja4s, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen`;
  const { sql, params } = guessingPairs(filters, range, columns);
  return {
    from: `(${sql}) AS t`,
    conditions: new Conditions(),
    order: orders[sort],
    direction: 'DESC',
    params,
    isSmall: true,
  };
}

/** The requests of a row that count. */
function postsOf({ logins_only }: BruteforceFilters): string {
  return logins_only ? 't.login_posts' : 't.posts';
}

/** The pairs of address and host with so many POST requests: what view_form_bruteforce_detected says of a day. */
function guessingPairs(
  filters: BruteforceFilters,
  range: TimeRange,
  columns: string,
): { sql: string; params: QueryParams } {
  const conditions = new Conditions().between('hour', range.from, range.to);
  conditions.address('client_ip', filters.client_ip).text('host', filters.host);
  if (filters.logins_only) conditions.add('t.login_posts > 0');
  const enough = `HAVING sum(${postsOf(filters)}) >= {min_posts:UInt64}`;
  // Most pairs sent few: who sent enough is told by a number each before anything else of theirs is put together.
  const pair = 'cityHash64(t.client_ip, t.host)';
  const pairs = `SELECT ${pair} AS pair FROM agg_posts_1h AS t ${conditions.where} GROUP BY pair ${enough}`;
  conditions.add(`${pair} IN (${pairs})`, { min_posts: filters.min_posts ?? 10 });
  const sql = `SELECT t.client_ip AS client_ip, t.host AS host, ${columns} FROM agg_posts_1h AS t ${conditions.where}
    GROUP BY client_ip, host ${enough}`;
  return { sql, params: conditions.params };
}
