import { textOperand } from '../filters/operands.js';
import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import { rowsOfRange } from '../store/days.js';
import { GroupQuery, type Groups } from '../store/groups.js';
import { instant, micros } from '../store/instant.js';
import type { Store } from '../store/store.js';
import { entityRows } from '../traffic/attribute-rows.js';
import { userAgentHours, userAgentRows } from '../traffic/user-agent-rows.js';
import { browserOf, topFive } from '../traffic/user-agent.sql.js';
import type { Fingerprint, FingerprintSearch, DictionaryEntry, DictionarySearch } from './fingerprints.types.js';

/** Where a JA4 comes from and goes to. */
type Spread = Pick<Fingerprint, 'hosts' | 'asns'>;
/** What is said of a JA4 in a list; User-Agents, the dictionary and, of all hosts, its spread are asked apart. */
export type SeenFingerprint = Omit<Fingerprint, keyof Spread | 'clients' | 'browsers'> & Partial<Spread>;
/** Where a page of the dictionary begins. */
export type DictionaryPosition = Pick<DictionaryEntry, 'ja4' | 'client' | 'list'>;

const prevalence = { hours: 'agg_ja4_prevalence_1h', days: 'agg_ja4_prevalence_1d' };
const spread = 'uniqExact(t.host) AS hosts, uniqCombinedMerge(12)(t.asns) AS asns';
const ips = 'uniqCombinedMerge(12)(t.addresses)';
const browserShare = 'sum(t.browser_like) / sum(t.requests)';
const orders = {
  '-requests': ['sum(t.requests)', 'DESC'],
  '-ips': [ips, 'DESC'],
  '-first_seen': ['toUnixTimestamp64Micro(min(t.first_seen))', 'DESC'],
  '-last_seen': ['toUnixTimestamp64Micro(max(t.last_seen))', 'DESC'],
  browser_share: [browserShare, 'ASC'],
  '-browser_share': [browserShare, 'DESC'],
} as const;
const inForce = `(t.list, t.generation) IN
  (SELECT list, generation FROM reference_lists FINAL WHERE kind = 'clients' AND NOT removed)`;
const knownJa4s = `(SELECT t.fingerprint FROM reference_fingerprints AS t WHERE ${inForce})`;

export class FingerprintsRepository {
  constructor(private readonly store: Store) {}

  list(search: FingerprintSearch, range: TimeRange): GroupQuery<SeenFingerprint> {
    return new GroupQuery(this.store, 'fingerprints.list', groupsOf(search, range));
  }

  async get(ja4: string, range: TimeRange): Promise<SeenFingerprint | undefined> {
    const one = { ...groupsOf({ ja4 }, range), isSmall: true };
    const groups = new GroupQuery<SeenFingerprint>(this.store, 'fingerprints.get', one);
    const [found] = await groups.page(1, undefined);
    if (!found) return undefined;
    const { sort_value, sort_key, ...seen } = found;
    return seen;
  }

  /** Returns the kinds of client that the User-Agents of each of these name, as they come to a host, or to all, in a range. */
  async browsers(
    ja4s: readonly string[],
    range: TimeRange,
    host: string | undefined,
  ): Promise<Map<string, Fingerprint['browsers']>> {
    const { from, conditions } = host === undefined ? userAgentRows(range) : userAgentHours(range);
    const { where, params } = conditions.oneOf('ja4', ja4s).equal('host', 'String', host);
    const browsers = topFive(browserOf('t.user_agent'));
    // User-Agents are far fewer than rows: what kind of client each names is asked once.
    const sql = `SELECT t.ja4 AS ja4, ${browsers} AS browsers FROM (
        SELECT t.ja4 AS ja4, t.user_agent AS user_agent, sum(t.requests) AS requests FROM ${from} ${where} GROUP BY ja4, user_agent
      ) AS t GROUP BY ja4`;
    const rows = await this.store.rows<Pick<Fingerprint, 'ja4' | 'browsers'>>('fingerprints.list', sql, params);
    return new Map(rows.map(({ ja4, browsers }) => [ja4, browsers]));
  }

  /** Returns the spread of each of these among all hosts. */
  async spread(ja4s: readonly string[], range: TimeRange): Promise<Map<string, Spread>> {
    const { from, conditions } = rowsOfRange(prevalence, range);
    const { where, params } = conditions.oneOf('ja4', ja4s);
    const sql = `SELECT t.ja4 AS ja4, ${spread} FROM ${from} ${where} GROUP BY ja4`;
    const rows = await this.store.rows<Spread & Pick<Fingerprint, 'ja4'>>('fingerprints.list', sql, params);
    return new Map(rows.map(({ ja4, ...spread }) => [ja4, spread]));
  }

  /** Returns the JA4 before hashing, as a sensor sent it with the newest request. */
  async raw({ ja4, last_seen }: SeenFingerprint): Promise<string | null> {
    const { where, params } = new Conditions().equal('ja4', 'String', ja4).add(`t.time = ${instant('at')}`);
    const sql = `SELECT t.ja4_r AS raw FROM http_logs AS t ${where} AND t.ja4_r IS NOT NULL LIMIT 1`;
    const at = { ...params, at: micros(last_seen) };
    return (await this.store.rows<{ raw: string }>('fingerprints.get', sql, at))[0]?.raw ?? null;
  }

  /** Returns what the lists in force know of any of these. */
  clients(ja4s: readonly string[]): Promise<DictionaryEntry[]> {
    const sql = `SELECT t.fingerprint AS ja4, t.list AS list, t.client AS client, t.category AS category
      FROM reference_fingerprints AS t WHERE t.fingerprint IN {ja4s:Array(String)} AND ${inForce} ORDER BY ja4, client, list`;
    return this.store.rows('fingerprints.clients', sql, { ja4s });
  }

  known(search: DictionarySearch, limit: number, after: DictionaryPosition | undefined): Promise<DictionaryEntry[]> {
    const conditions = knownConditions(search);
    if (after) {
      conditions.add(
        '(t.fingerprint, t.client, t.list) > ({after_ja4:String}, {after_client:String}, {after_list:String})',
        { after_ja4: after.ja4, after_client: after.client, after_list: after.list },
      );
    }
    const sql = `SELECT t.fingerprint AS ja4, t.list AS list, t.client AS client, t.category AS category
      FROM reference_fingerprints AS t ${conditions.where}
      ORDER BY t.fingerprint, t.client, t.list LIMIT {page_limit:UInt32}`;
    return this.store.rows('fingerprints.clients', sql, { ...conditions.params, page_limit: limit });
  }

  countKnown(search: DictionarySearch): Promise<number> {
    return this.store.count('fingerprints.clients', 'reference_fingerprints AS t', knownConditions(search));
  }

  /** Returns the entries of one list. */
  entries(list: string): Promise<DictionaryEntry[]> {
    const sql = `SELECT t.fingerprint AS ja4, t.list AS list, t.client AS client, t.category AS category
      FROM reference_fingerprints AS t WHERE t.list = {list:String} AND ${inForce} ORDER BY ja4`;
    return this.store.rows('fingerprints.promote', sql, { list });
  }
}

function knownConditions({ ja4, client, category }: DictionarySearch): Conditions {
  const conditions = new Conditions().add(inForce).text('fingerprint', ja4).equal('category', 'String', category);
  if (client !== undefined) conditions.add('positionCaseInsensitiveUTF8(t.client, {client:String}) > 0', { client });
  return conditions;
}

function groupsOf(
  { ja4, host, known, min_requests = 1, sort = '-requests' }: FingerprintSearch,
  range: TimeRange,
): Groups {
  // Of all hosts the table of entities has the same in a fiftieth of the rows.
  const all = entityRows('ja4', range);
  const { from, conditions, key } =
    host === undefined ? entityRows('ja4', range) : { ...rowsOfRange(prevalence, range), key: 't.ja4' };
  conditions.add(`${key} != ''`).filter('ja4', ja4, textOperand, key).equal('host', 'String', host);
  if (known !== undefined) conditions.add(`${key} ${known ? 'IN' : 'NOT IN'} ${knownJa4s}`);
  const [order, direction] = orders[sort];
  return {
    from,
    conditions,
    key,
    type: 'String',
    order,
    direction,
    having: 'sum(t.requests) >= {min_requests:UInt64}',
    params: { ...all.conditions.params, min_requests },
    columns: `g AS ja4, sum(t.requests) AS requests,
      sum(t.requests) / (SELECT ${all.requests} FROM ${all.from} ${all.conditions.where}) AS share,
      ${host === undefined ? '' : `${spread},`} ${ips} AS ips, uniqCombinedMerge(12)(t.user_agents) AS user_agents, ${browserShare} AS browser_share,
      min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen`,
  };
}
