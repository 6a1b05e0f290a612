import type { TimeRange } from '../http/time-range.js';
import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import { GroupQuery } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { activeHours, addressRows } from '../traffic/address-rows.js';
import type { PersistenceSearch, PersistentThreat, Rotation, RotationSearch } from './rotation.types.js';

/** The list of ciphers holds where extensions come and go: padding, ECH, resumption. */
const families = `uniqExact(splitByChar('_', t.ja4)[2])`;
const tier = `multiIf(${families} < 2, 'none', ${families} = 2, 'low', ${families} < 5, 'medium', 'high')`;
const rotationOrders = {
  '-ja4_families': families,
  '-ja4s': 'uniqExact(t.ja4)',
  '-requests': 'sum(t.requests)',
  '-last_seen': 'toUnixTimestamp64Micro(max(t.last_seen))',
} as const;
const persistenceOrders = {
  '-anomalous_hours': 'uniqExact(t.hour)',
  '-worst_score': 'max(t.score)',
  '-last_seen': 'toUnixTimestamp(max(t.hour))',
} as const;

export class RotationRepository {
  constructor(private readonly store: Store) {}

  list(
    { client_ip, host, min_ja4s = 2, tier: wanted, sort = '-ja4_families' }: RotationSearch,
    range: TimeRange,
  ): GroupQuery<Rotation> {
    const { from, conditions } = addressRows(range, host);
    conditions.add(`t.ja4 != ''`).address('client_ip', client_ip);
    return new GroupQuery(this.store, 'rotation.list', {
      from,
      conditions,
      // Most addresses have one JA4: they are told by two numbers each, where the sets of all of them would be large.
      among: `t.client_ip IN (SELECT t.client_ip FROM ${from} ${conditions.where}
        GROUP BY t.client_ip HAVING min(cityHash64(t.ja4)) != max(cityHash64(t.ja4)))`,
      key: 't.client_ip',
      type: 'IPv6',
      order: rotationOrders[sort],
      direction: 'DESC',
      having: `uniqExact(t.ja4) >= {min_ja4s:UInt64}${wanted === undefined ? '' : ` AND ${tier} = {tier:String}`}`,
      params: { min_ja4s, ...(wanted === undefined ? {} : { tier: wanted }) },
      columns: `${addressText('g')} AS client_ip, ${tier} AS tier, uniqExact(t.ja4) AS ja4s, ${families} AS ja4_families,
        topKWeighted(20)(t.ja4, t.requests) AS ja4_list, sum(t.requests) AS requests, uniqCombinedMerge(12)(t.hosts) AS hosts,
        ${activeHours} AS active_hours, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen`,
    });
  }

  persistent(
    { client_ip, host, min_percentile = 0.99, min_hours = 2, sort = '-anomalous_hours' }: PersistenceSearch,
    range: TimeRange,
  ): GroupQuery<PersistentThreat> {
    const conditions = new Conditions().between('hour', range.from, range.to);
    conditions.address('client_ip', client_ip).equal('host', 'String', host);
    conditions.add('t.percentile >= {min_percentile:Float64}', { min_percentile }).add('NOT t.shadow');
    // An hour that a second model scored has a row of each, and its requests count once.
    const rows = `SELECT t.hour AS hour, t.client_ip AS client_ip, t.ja4 AS ja4, t.host AS host, max(t.score) AS score,
        max(t.requests) AS requests
      FROM scores AS t FINAL ${conditions.where} GROUP BY hour, client_ip, ja4, host`;
    return new GroupQuery(this.store, 'rotation.persistent', {
      from: `(${rows}) AS t`,
      conditions: new Conditions(),
      key: 't.client_ip',
      type: 'IPv6',
      order: persistenceOrders[sort],
      direction: 'DESC',
      having: 'uniqExact(t.hour) >= {min_hours:UInt64}',
      params: { ...conditions.params, min_hours },
      isSmall: true,
      columns: `${addressText('g')} AS client_ip, uniqExact(t.hour) AS anomalous_hours, uniqExact(toDate(t.hour)) AS anomalous_days,
        max(t.score) AS worst_score, sum(t.requests) AS requests, uniqExactIf(t.ja4, t.ja4 != '') AS ja4s,
        uniqExact(t.host) AS hosts, min(t.hour) AS first_seen, max(t.hour) AS last_seen`,
    });
  }
}
