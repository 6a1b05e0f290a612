import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import { memberColumns } from './campaigns.repository.js';
import type { CampaignMember, CampaignMemberSearch } from './campaigns.types.js';
import type { CampaignVersion, ScatterPoint } from './views.types.js';

const sorts = {
  '-requests': { column: 'requests', after: '{after:Float64}' },
  '-score': { column: 'score', after: '{after:Float64}' },
  '-last_seen': { column: 'last_seen', after: `parseDateTime64BestEffort({after:String}, 6, 'UTC')` },
} as const;
export type MemberSort = keyof typeof sorts;
export type MemberFilters = Pick<CampaignMemberSearch, 'ja4' | 'host' | 'client_ip'>;

/** The number that `name` (a query parameter) stands for; NULL when a member has none of that name. */
const measure = (name: 'x' | 'y'): string => `multiIf(
  {${name}:String} = 'requests', toNullable(toFloat64(t.requests)),
  {${name}:String} = 'score', t.score,
  {${name}:String} = 'first_seen', toFloat64(toUnixTimestamp(t.first_seen)),
  {${name}:String} = 'last_seen', toFloat64(toUnixTimestamp(t.last_seen)),
  mapContains(t.measures, {${name}:String}), t.measures[{${name}:String}], NULL)`;

/** What a campaign looks like: its members, plotted, and as it was. */
export class CampaignViewsRepository {
  constructor(private readonly store: Store) {}

  /** Returns the addresses of at most `limit` members. */
  async addresses(campaignId: string, limit: number): Promise<string[]> {
    const sql = `SELECT ${addressText('t.client_ip')} AS address FROM campaign_members AS t FINAL
      WHERE t.campaign_id = {campaignId:UUID} ORDER BY t.client_ip LIMIT {limit:UInt32}`;
    const rows = await this.store.rows<{ address: string }>('labels.createMany', sql, { campaignId, limit });
    return rows.map(({ address }) => address);
  }

  /** Returns at most `limit` members in the order of `sort`, after the sort value and address given. */
  members(
    campaignId: string,
    filters: MemberFilters,
    sort: MemberSort,
    limit: number,
    after: { value: string | number; client_ip: string } | undefined,
  ): Promise<CampaignMember[]> {
    const { column, after: value } = sorts[sort];
    const conditions = conditionsOf(campaignId, filters);
    const where = conditions.whereAlso(after && `(t.${column}, t.client_ip) < (${value}, toIPv6({after_ip:String}))`);
    const sql = `SELECT ${memberColumns} FROM campaign_members AS t FINAL ${where}
      ORDER BY t.${column} DESC, t.client_ip DESC LIMIT {limit:UInt32}`;
    const params = { ...conditions.params, limit, after: after?.value, after_ip: after?.client_ip };
    return this.store.rows('campaigns.members', sql, params);
  }

  countMembers(campaignId: string, filters: MemberFilters): Promise<number> {
    return this.store.count('campaigns.members', 'campaign_members AS t FINAL', conditionsOf(campaignId, filters));
  }

  async measures(campaignId: string): Promise<string[]> {
    const sql = `SELECT arraySort(groupUniqArrayArray(100)(mapKeys(t.measures))) AS names
      FROM campaign_members AS t FINAL WHERE t.campaign_id = {campaignId:UUID}`;
    return (await this.store.rows<{ names: string[] }>('campaigns.scatter', sql, { campaignId }))[0]?.names ?? [];
  }

  /** Returns at most `limit` members that have both numbers, and on each of them how many there are. */
  points(campaignId: string, x: string, y: string, limit: number): Promise<(ScatterPoint & { total: number })[]> {
    const sql = `SELECT ${addressText('t.client_ip')} AS client_ip, t.ja4 AS ja4, assumeNotNull(${measure('x')}) AS x,
        assumeNotNull(${measure('y')}) AS y, count() OVER () AS total
      FROM campaign_members AS t FINAL
      WHERE t.campaign_id = {campaignId:UUID} AND isNotNull(${measure('x')}) AND isNotNull(${measure('y')})
      ORDER BY t.requests DESC, t.client_ip LIMIT {limit:UInt32}`;
    return this.store.rows('campaigns.scatter', sql, { campaignId, x, y, limit });
  }

  /** Returns at most `limit` versions, newest first, before the version given. */
  history(campaignId: string, limit: number, before: number | undefined): Promise<CampaignVersion[]> {
    const conditions = new Conditions().equal('campaign_id', 'UUID', campaignId);
    if (before !== undefined) conditions.add('t.version < {before:UInt64}', { before });
    const sql = `SELECT t.version, t.updated_at, t.updated_by, t.change, t.members, t.requests, t.score, t.level, t.status,
        t.comment, t.last_seen FROM campaign_history AS t FINAL ${conditions.where}
      ORDER BY t.version DESC LIMIT {limit:UInt32}`;
    return this.store.rows('campaigns.history', sql, { ...conditions.params, limit });
  }

  countVersions(campaignId: string): Promise<number> {
    const conditions = new Conditions().equal('campaign_id', 'UUID', campaignId);
    return this.store.count('campaigns.history', 'campaign_history AS t FINAL', conditions);
  }
}

function conditionsOf(campaignId: string, { ja4, host, client_ip }: MemberFilters): Conditions {
  const conditions = new Conditions().equal('campaign_id', 'UUID', campaignId).address('client_ip', client_ip);
  return conditions.text('ja4', ja4).text('host', host);
}
