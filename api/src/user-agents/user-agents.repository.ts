import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import { GroupQuery, type Groups } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { attributeColumns } from '../traffic/attributes.js';
import { distinctOf } from '../traffic/measures.sql.js';
import { browserOf, isBrowser, osOf } from '../traffic/user-agent.sql.js';
import type { UserAgent, UserAgentSearch } from './user-agents.types.js';

const orders = {
  '-requests': 'count()',
  '-ips': distinctOf('ip'),
  '-ja4s': distinctOf('ja4'),
  '-first_seen': 'toUnixTimestamp64Micro(min(t.time))',
  '-last_seen': 'toUnixTimestamp64Micro(max(t.time))',
} as const;
const { column: ja4, isPresent: hasJa4 } = attributeColumns.ja4;

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
  const conditions = new Conditions().between('time', range.from, range.to).add(`t.user_agent != ''`);
  conditions.equal('host', 'String', host).text('ja4', wanted);
  if (search !== undefined) {
    conditions.add('positionCaseInsensitiveUTF8(t.user_agent, {search:String}) > 0', { search });
  }
  if (browser !== undefined) conditions.add(`${browserOf('t.user_agent')} = {browser:String}`, { browser });
  return {
    from: 'http_logs AS t',
    conditions,
    key: 't.user_agent',
    type: 'String',
    order: orders[sort],
    direction: 'DESC',
    having: 'count() >= {min_requests:UInt64}',
    params: { min_requests },
    columns: `g AS user_agent, ${browserOf('g')} AS browser, ${osOf('g')} AS os, CAST(${isBrowser('g')}, 'Bool') AS is_browser,
      count() AS requests, ${distinctOf('ip')} AS ips, ${distinctOf('ja4')} AS ja4s,
      uniqIf(splitByChar('_', ifNull(${ja4}, ''))[2], ${hasJa4}) AS ja4_families, ${distinctOf('header_order')} AS header_orders,
      nullIf(topKIf(1)(ifNull(${ja4}, ''), ${hasJa4})[1], '') AS top_ja4, min(t.time) AS first_seen, max(t.time) AS last_seen`,
  };
}
