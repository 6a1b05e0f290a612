import { decodeCursor, versionOf } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { isoTime, parseInstant } from '../http/time-range.js';
import { isAddress } from '../store/address.js';
import type { CampaignsService } from './campaigns.service.js';
import type { CampaignMember, CampaignMemberPage, CampaignMemberSearch } from './campaigns.types.js';
import type { CampaignViewsRepository, MemberSort } from './views.repository.js';
import type {
  CampaignGraph,
  CampaignHistory,
  CampaignHistorySearch,
  CampaignScatter,
  GraphSearch,
  ScatterSearch,
} from './views.types.js';

const memberList = 'campaigns.members';
const historyList = 'campaigns.history';
const sortValue = { '-requests': 'requests', '-score': 'score', '-last_seen': 'last_seen' } as const;
const columns = ['requests', 'score', 'first_seen', 'last_seen'];

/** What a campaign looks like: members, graph, scatter, history. */
export class CampaignViewsService {
  constructor(
    private readonly views: CampaignViewsRepository,
    private readonly campaigns: CampaignsService,
  ) {}

  async members(
    campaignId: string,
    { limit = 50, cursor, count = false, ...query }: CampaignMemberSearch,
  ): Promise<CampaignMemberPage> {
    await this.campaigns.get(campaignId);
    const { sort = '-requests', ...filters } = query;
    const bound = { ...query, campaignId };
    const after = cursor === undefined ? undefined : position(bound, sort, cursor);
    const [found, total] = await Promise.all([
      this.views.members(campaignId, filters, sort, limit + 1, after),
      count ? this.views.countMembers(campaignId, filters) : undefined,
    ]);
    return pageOf(memberList, found, limit, bound, (item) => [item[sortValue[sort]], item.client_ip], total);
  }

  async graph(campaignId: string, { members: wanted = 100 }: GraphSearch): Promise<CampaignGraph> {
    const { members } = await this.campaigns.get(campaignId);
    const shown = await this.views.members(campaignId, {}, '-requests', wanted, undefined);
    const shared = [...sharedTraits(shown)].filter(([, { addresses }]) => addresses.length > 1);
    return {
      ...{ members, shown: shown.length },
      nodes: [
        ...shown.map(({ client_ip, requests }) => {
          return { id: client_ip, kind: 'address', label: client_ip, weight: requests };
        }),
        ...shared.map(([id, { kind, label, addresses }]) => ({ id, kind, label, weight: addresses.length })),
      ],
      edges: shared.flatMap(([to, { addresses }]) => addresses.map((from) => ({ from, to }))),
    };
  }

  async scatter(
    campaignId: string,
    { x = 'requests', y = 'score', limit = 1000 }: ScatterSearch,
  ): Promise<CampaignScatter> {
    await this.campaigns.get(campaignId);
    const [measures, points] = await Promise.all([
      this.views.measures(campaignId),
      this.views.points(campaignId, x, y, limit),
    ]);
    return {
      ...{ x, y, measures: [...columns, ...measures], total: points[0]?.total ?? 0 },
      points: points.map(({ total, ...point }) => point),
    };
  }

  async history(
    campaignId: string,
    { limit = 50, cursor, count = false }: CampaignHistorySearch,
  ): Promise<CampaignHistory> {
    await this.campaigns.get(campaignId);
    const before = cursor === undefined ? undefined : versionOf(decodeCursor(historyList, { campaignId }, cursor, 1));
    const [found, total] = await Promise.all([
      this.views.history(campaignId, limit + 1, before),
      count ? this.views.countVersions(campaignId) : undefined,
    ]);
    return pageOf(historyList, found, limit, { campaignId }, ({ version }) => [version], total);
  }
}

interface SharedTrait {
  readonly kind: string;
  readonly label: string;
  readonly addresses: string[];
}

function sharedTraits(members: readonly CampaignMember[]): Map<string, SharedTrait> {
  const found = new Map<string, SharedTrait>();
  for (const { client_ip, traits } of members) {
    for (const { trait, value } of traits) {
      const id = `${trait}:${value}`;
      const shared = found.get(id) ?? { kind: trait, label: value, addresses: [] };
      found.set(id, shared);
      if (shared.addresses.at(-1) !== client_ip) shared.addresses.push(client_ip);
    }
  }
  return found;
}

function position(query: unknown, sort: MemberSort, cursor: string): { value: string | number; client_ip: string } {
  const [value = '', client_ip] = decodeCursor(memberList, query, cursor, 2);
  if (!isAddress(String(client_ip)) || (typeof value === 'number') === (sort === '-last_seen')) {
    throw new Problem('bad-request', 'The cursor cannot be read.');
  }
  const found = typeof value === 'string' ? isoTime(parseInstant(value, 'query.cursor')) : value;
  return { value: found, client_ip: String(client_ip) };
}
