import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import { GroupQuery } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { mostFrequent } from '../traffic/most-frequent.sql.js';
import { browserOf, isBrowser, topFive } from '../traffic/user-agent.sql.js';
import type { HeaderFingerprint, HeaderFingerprintSearch } from './header-fingerprints.types.js';

const ips = 'uniqCombinedMerge(12)(t.addresses)';
const userAgents = `uniqExactIf(t.user_agent, t.user_agent != '')`;
const orders = {
  '-requests': 'sum(t.requests)',
  '-ips': ips,
  '-user_agents': userAgents,
  '-first_seen': 'toUnixTimestamp64Micro(min(t.first_seen))',
  '-last_seen': 'toUnixTimestamp64Micro(max(t.last_seen))',
} as const;
const browsers = topFive(browserOf('t.user_agent'));

export class HeaderFingerprintsRepository {
  constructor(private readonly store: Store) {}

  list(
    { header_order_hash, header, user_agent, min_requests = 1, sort = '-requests' }: HeaderFingerprintSearch,
    range: TimeRange,
  ): GroupQuery<HeaderFingerprint> {
    const conditions = new Conditions().between('hour', range.from, range.to).add(`t.header_order_hash != ''`);
    conditions.equal('header_order_hash', 'String', header_order_hash).text('user_agent', user_agent);
    if (header !== undefined) {
      conditions.add(`has(splitByChar(',', lower(t.client_headers)), lower({header:String}))`, { header });
    }
    return new GroupQuery(this.store, 'headerFingerprints.list', {
      from: 'agg_header_fingerprint_1h AS t',
      conditions,
      key: 't.header_order_hash',
      type: 'String',
      order: orders[sort],
      direction: 'DESC',
      having: 'sum(t.requests) >= {min_requests:UInt64}',
      params: { min_requests },
      columns: `g AS header_order_hash, splitByChar(',', max(t.client_headers)) AS headers, sum(t.requests) AS requests,
        ${ips} AS ips, uniqCombinedMerge(12)(t.ja4s) AS ja4s, ${userAgents} AS user_agents,
        sumIf(t.requests, ${isBrowser('t.user_agent')}) / sum(t.requests) AS browser_share, ${browsers} AS browsers,
        ${mostFrequent('t.user_agent', '1')} AS top_user_agent, min(t.first_seen) AS first_seen,
        max(t.last_seen) AS last_seen`,
    });
  }
}
