import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import { GroupQuery } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { distinctOf } from '../traffic/measures.sql.js';
import { browserCounts, browserShare } from '../traffic/user-agent.sql.js';
import type { HeaderFingerprint, HeaderFingerprintSearch } from './header-fingerprints.types.js';

const orders = {
  '-requests': 'count()',
  '-ips': distinctOf('ip'),
  '-user_agents': distinctOf('user_agent'),
  '-first_seen': 'toUnixTimestamp64Micro(min(t.time))',
  '-last_seen': 'toUnixTimestamp64Micro(max(t.time))',
} as const;

export class HeaderFingerprintsRepository {
  constructor(private readonly store: Store) {}

  list(
    { header_order_hash, header, user_agent, min_requests = 1, sort = '-requests' }: HeaderFingerprintSearch,
    range: TimeRange,
  ): GroupQuery<HeaderFingerprint> {
    const conditions = new Conditions().between('time', range.from, range.to).add(`t.header_order_hash != ''`);
    conditions.equal('header_order_hash', 'String', header_order_hash).text('user_agent', user_agent);
    if (header !== undefined) {
      conditions.add(`has(splitByChar(',', lower(t.client_headers)), lower({header:String}))`, { header });
    }
    return new GroupQuery(this.store, 'headerFingerprints.list', {
      from: 'http_logs AS t',
      conditions,
      key: 't.header_order_hash',
      type: 'String',
      order: orders[sort],
      direction: 'DESC',
      having: 'count() >= {min_requests:UInt64}',
      params: { min_requests },
      columns: `g AS header_order_hash, splitByChar(',', any(t.client_headers)) AS headers, count() AS requests,
        ${distinctOf('ip')} AS ips, ${distinctOf('ja4')} AS ja4s, ${distinctOf('user_agent')} AS user_agents,
        ${browserShare} AS browser_share, ${browserCounts} AS browsers, topK(1)(t.user_agent)[1] AS top_user_agent,
        min(t.time) AS first_seen, max(t.time) AS last_seen`,
    });
  }
}
