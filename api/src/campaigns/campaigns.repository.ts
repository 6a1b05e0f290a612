import { chunks } from '@ja4-platform/common';
import type { OpenRange } from '../http/time-range.js';
import { addressText } from '../store/address.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { Campaign, CampaignMember, CampaignSearch } from './campaigns.types.js';

const time = `parseDateTime64BestEffort({after:String}, 6, 'UTC')`;
const sorts = {
  '-score': { column: 'score', after: '{after:Float64}' },
  '-members': { column: 'members', after: '{after:Float64}' },
  '-last_seen': { column: 'last_seen', after: time },
} as const;
export type CampaignSort = keyof typeof sorts;
export type CampaignFilters = Omit<CampaignSearch, 'from' | 'to' | 'limit' | 'cursor' | 'count' | 'sort'>;

/** A member as it is stored. */
export interface StoredMember extends CampaignMember {
  campaign_id: string;
  version: number;
}
export type Sightings = Pick<StoredMember, 'campaign_id' | 'client_ip' | 'first_seen' | 'last_seen' | 'requests'>;

/** Addresses that one query asks for. */
const addressesAtOnce = 1000;

/** What is true of all members of a campaign. */
export interface MemberTotals {
  campaign_id: string;
  first_seen: string;
  last_seen: string;
  members: number;
  requests: number;
  hosts: string[];
}

export class CampaignsRepository {
  constructor(private readonly store: Store) {}

  /** Returns at most `limit` campaigns in the order of `sort`, after the sort value and id given. */
  list(
    filters: Conditions,
    sort: CampaignSort,
    limit: number,
    after: { value: string | number; id: string } | undefined,
  ): Promise<Campaign[]> {
    const { column, after: value } = sorts[sort];
    const where = filters.whereAlso(after && `(t.${column}, t.campaign_id) < (${value}, {after_id:UUID})`);
    const sql = `SELECT t.* FROM campaigns AS t FINAL ${where}
      ORDER BY t.${column} DESC, t.campaign_id DESC LIMIT {limit:UInt32}`;
    const params = { ...filters.params, limit, after: after?.value, after_id: after?.id };
    return this.store.rows('campaigns.list', sql, params);
  }

  count(conditions: Conditions): Promise<number> {
    return this.store.count('campaigns.list', 'campaigns AS t FINAL', conditions);
  }

  getMany(campaignIds: readonly string[]): Promise<Campaign[]> {
    const sql = 'SELECT * FROM campaigns FINAL WHERE campaign_id IN {campaignIds:Array(UUID)}';
    return this.store.rows('campaigns.get', sql, { campaignIds });
  }

  /** Returns what is true of all members of some campaigns. */
  totals(campaignIds: readonly string[]): Promise<MemberTotals[]> {
    const sql = `SELECT campaign_id, min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, count() AS members,
        sum(t.requests) AS requests, arraySort(groupUniqArray(100)(t.host)) AS hosts
      FROM campaign_members AS t FINAL WHERE campaign_id IN {campaignIds:Array(UUID)} GROUP BY campaign_id`;
    return this.store.rows('campaigns.write', sql, { campaignIds });
  }

  /** Returns when and how often members were seen so far, of those that are stored; addresses as they are given. */
  async sightings(members: readonly Pick<StoredMember, 'campaign_id' | 'client_ip'>[]): Promise<Sightings[]> {
    const sql = `SELECT t.campaign_id AS campaign_id, sent.client_ip AS client_ip, t.first_seen AS first_seen,
        t.last_seen AS last_seen, t.requests AS requests
      FROM campaign_members AS t FINAL
      INNER JOIN (SELECT arrayJoin({addresses:Array(String)}) AS client_ip, toIPv6OrDefault(client_ip) AS ip) AS sent
        ON sent.ip = t.client_ip
      WHERE t.campaign_id IN {campaignIds:Array(UUID)}
        AND t.client_ip IN (SELECT toIPv6OrDefault(arrayJoin({addresses:Array(String)})))`;
    const found: Sightings[] = [];
    for (const some of chunks(members, addressesAtOnce)) {
      const campaignIds = [...new Set(some.map(({ campaign_id }) => campaign_id))];
      const addresses = [...new Set(some.map(({ client_ip }) => client_ip))];
      found.push(...(await this.store.rows<Sightings>('campaigns.write', sql, { campaignIds, addresses })));
    }
    return found;
  }

  /** Returns since when closed campaigns are closed, whatever was found or said of them since. */
  closings(campaignIds: readonly string[]): Promise<{ campaign_id: string; closed_at: string }[]> {
    const sql = `SELECT campaign_id, maxIf(t.version, t.status != 'closed') AS last_open,
        arrayMin(arrayMap(closed -> closed.2, arrayFilter(each -> each.1 > last_open, groupArray((t.version, t.updated_at)))))
          AS closed_at
      FROM campaign_history AS t WHERE t.campaign_id IN {campaignIds:Array(UUID)} GROUP BY campaign_id`;
    return this.store.rows('campaigns.write', sql, { campaignIds });
  }

  /** The greatest `version` of a campaign wins. */
  async save(operation: string, campaigns: readonly Campaign[]): Promise<void> {
    await this.store.insert(operation, 'campaigns', campaigns);
  }

  /** The member of the greatest `version` wins. */
  async saveMembers(members: readonly StoredMember[]): Promise<void> {
    await this.store.insert('campaigns.write', 'campaign_members', members);
  }
}

/** Returns what the filters mean; bounds of last_seen in microseconds since 1970 UTC. */
export function conditionsOf(
  { status, level, name, host, client_ip, ja4, min_members }: CampaignFilters,
  range: OpenRange,
): Conditions {
  const conditions = new Conditions().between('last_seen', range.from, range.to).text('name', name);
  conditions.oneOf('status', status).oneOf('level', level);
  if (host !== undefined) conditions.add('has(t.hosts, {host:String})', { host });
  if (min_members !== undefined) conditions.add('t.members >= {min_members:UInt64}', { min_members });
  if (client_ip === undefined && ja4 === undefined) return conditions;
  const members = new Conditions().address('client_ip', client_ip).text('ja4', ja4);
  const ids = `SELECT campaign_id FROM campaign_members AS t FINAL ${members.where}`;
  return conditions.add(`t.campaign_id IN (${ids})`, members.params);
}

/** A member as it is shown. */
export const memberColumns = `t.* EXCEPT (campaign_id, client_ip, version), ${addressText('t.client_ip')} AS client_ip`;
