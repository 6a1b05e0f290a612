import type { TimeRange } from '../http/time-range.js';
import { GroupQuery, type Groups } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { entityRows } from '../traffic/attribute-rows.js';
import { mostFrequent } from '../traffic/most-frequent.sql.js';
import { userAgentHours, userAgentRows } from '../traffic/user-agent-rows.js';
import { browserOf, isBrowser, osOf } from '../traffic/user-agent.sql.js';
import type { UserAgent, UserAgentSearch } from './user-agents.types.js';

const operation = 'userAgents.list';
/** What User-Agents came with. */
type Company = Pick<UserAgent, 'ja4s' | 'ja4_families' | 'header_orders' | 'top_ja4'>;
/** A group of a list: its company may be asked apart, by the hash. */
type ListedUserAgent = Omit<UserAgent, keyof Company> & Partial<Company> & { readonly hash: string };

// Hashes and what returns a text are computed once for each text that a column has, not for each row. `uniq` makes the same hash of a text.
const ja4s = `uniqIf(cityHash64(t.ja4), t.ja4 != '')`;
const family = `substringIndex(substringIndex(concat(t.ja4, '_'), '_', 2), '_', -1)`;
const company = `${ja4s} AS ja4s, uniqIf(cityHash64(${family}), t.ja4 != '') AS ja4_families,
  uniqIf(cityHash64(t.header_order_hash), t.header_order_hash != '') AS header_orders,
  nullIf(${mostFrequent('t.ja4', `t.ja4 != ''`)}, '') AS top_ja4`;
const orders = {
  '-requests': 'sum(t.requests)',
  '-ja4s': ja4s,
  '-first_seen': 'toUnixTimestamp64Micro(min(t.first_seen))',
  '-last_seen': 'toUnixTimestamp64Micro(max(t.last_seen))',
} as const;

/** Whether the table of entities, of far fewer rows, has what a list is narrowed and ordered by; it has nothing of their company. */
export const isOfEntities = ({ host, ja4, sort }: UserAgentSearch): boolean =>
  host === undefined && ja4 === undefined && sort !== '-ja4s';

export class UserAgentsRepository {
  constructor(private readonly store: Store) {}

  list(search: UserAgentSearch, range: TimeRange): GroupQuery<ListedUserAgent> {
    return new GroupQuery(this.store, operation, groupsOf(search, range));
  }

  /** Returns what each of these came with. A page of User-Agents may be megabytes, too much for parameters: their hashes are asked for. */
  async company(hashes: readonly string[], range: TimeRange): Promise<Map<string, Company>> {
    const { from, conditions } = userAgentRows(range);
    conditions.add('toString(cityHash64(t.user_agent)) IN {hashes:Array(String)}', { hashes });
    const sql = `SELECT t.user_agent AS user_agent, ${company} FROM ${from} ${conditions.where} GROUP BY user_agent`;
    const rows = await this.store.rows<Company & Pick<UserAgent, 'user_agent'>>(operation, sql, conditions.params);
    return new Map(rows.map(({ user_agent, ...company }) => [user_agent, company]));
  }
}

function groupsOf(search: UserAgentSearch, range: TimeRange): Groups {
  const { host, min_requests = 1, sort = '-requests' } = search;
  const ofEntities = isOfEntities(search);
  const { from, conditions, ips, key } = ofEntities
    ? entityRows('user_agent', range)
    : // The days know no hosts.
      { ...(host === undefined ? userAgentRows(range) : userAgentHours(range)), key: 't.user_agent' };
  conditions.add(`${key} != ''`);
  conditions.equal('host', 'String', host).textOrEmpty('ja4', search.ja4);
  if (search.search !== undefined) {
    conditions.add(`positionCaseInsensitiveUTF8(${key}, {search:String}) > 0`, { search: search.search });
  }
  if (search.browser !== undefined) conditions.add(`${browserOf(key)} = {browser:String}`, { browser: search.browser });
  return {
    from,
    conditions,
    key,
    type: 'String',
    order: sort === '-ips' ? ips : orders[sort],
    direction: 'DESC',
    having: 'sum(t.requests) >= {min_requests:UInt64}',
    params: { min_requests },
    columns: `g AS user_agent, toString(cityHash64(g)) AS hash, ${browserOf('g')} AS browser, ${osOf('g')} AS os, CAST(${isBrowser('g')}, 'Bool') AS is_browser,
      sum(t.requests) AS requests, ${ips} AS ips, ${ofEntities ? '' : `${company},`}
      min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen`,
  };
}
