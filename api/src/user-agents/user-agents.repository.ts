import type { TimeRange } from '../http/time-range.js';
import { GroupQuery, type Groups } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { mostFrequent } from '../traffic/most-frequent.sql.js';
import { userAgentHours, userAgentRows } from '../traffic/user-agent-rows.js';
import { browserOf, isBrowser, osOf } from '../traffic/user-agent.sql.js';
import type { UserAgent, UserAgentSearch } from './user-agents.types.js';

const ja4s = `uniqIf(t.ja4, t.ja4 != '')`;
const orders = {
  '-requests': 'sum(t.requests)',
  '-ja4s': ja4s,
  '-first_seen': 'toUnixTimestamp64Micro(min(t.first_seen))',
  '-last_seen': 'toUnixTimestamp64Micro(max(t.last_seen))',
} as const;

export class UserAgentsRepository {
  constructor(private readonly store: Store) {}

  list(search: UserAgentSearch, range: TimeRange): GroupQuery<UserAgent> {
    return new GroupQuery(this.store, 'userAgents.list', groupsOf(search, range));
  }
}

function groupsOf(
  { search, browser, host, ja4: wanted, min_requests = 1, sort = '-requests' }: UserAgentSearch,
  range: TimeRange,
): Groups {
  // The days know no hosts.
  const { from, conditions, ips } = host === undefined ? userAgentRows(range) : userAgentHours(range);
  conditions.add(`t.user_agent != ''`);
  conditions.equal('host', 'String', host).textOrEmpty('ja4', wanted);
  if (search !== undefined) {
    conditions.add('positionCaseInsensitiveUTF8(t.user_agent, {search:String}) > 0', { search });
  }
  if (browser !== undefined) conditions.add(`${browserOf('t.user_agent')} = {browser:String}`, { browser });
  return {
    from,
    conditions,
    key: 't.user_agent',
    type: 'String',
    order: sort === '-ips' ? ips : orders[sort],
    direction: 'DESC',
    having: 'sum(t.requests) >= {min_requests:UInt64}',
    params: { min_requests },
    columns: `g AS user_agent, ${browserOf('g')} AS browser, ${osOf('g')} AS os, CAST(${isBrowser('g')}, 'Bool') AS is_browser,
      sum(t.requests) AS requests, ${ips} AS ips, ${ja4s} AS ja4s,
      uniqIf(splitByChar('_', t.ja4)[2], t.ja4 != '') AS ja4_families,
      uniqIf(t.header_order_hash, t.header_order_hash != '') AS header_orders,
      nullIf(${mostFrequent('t.ja4', `t.ja4 != ''`)}, '') AS top_ja4,
      min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen`,
  };
}
