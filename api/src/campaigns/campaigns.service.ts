import { messageOf } from '@ja4-platform/common';
import type { Redis } from 'ioredis';
import { v5 as uuidV5, validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor } from '../http/cursor.js';
import { requireMatch } from '../http/if-match.js';
import { pageOf } from '../http/page.js';
import { Problem, type ProblemError } from '../http/problem.js';
import {
  isoTime,
  openRange,
  openRangeOfCursor,
  parseInstant,
  rangeInCursor,
  type OpenRange,
} from '../http/time-range.js';
import { isAddress } from '../store/address.js';
import { withLock } from '../store/redis-lock.js';
import {
  conditionsOf,
  type CampaignSort,
  type CampaignsRepository,
  type MemberTotals,
  type Sightings,
  type StoredMember,
} from './campaigns.repository.js';
import type {
  Campaign,
  CampaignMember,
  CampaignPage,
  CampaignSearch,
  CampaignTriage,
  FoundCampaign,
  WrittenCampaign,
  WrittenCampaigns,
} from './campaigns.types.js';

const list = 'campaigns.list';
/** Namespace of the ids of campaigns: UUIDv5 of `https://ja4-platform/campaigns` in the URL namespace. */
const namespace = uuidV5('https://ja4-platform/campaigns', uuidV5.URL);
const sortValue = { '-score': 'score', '-members': 'members', '-last_seen': 'last_seen' } as const;

/** Addresses that act alike, as the bot-detector found them and people judged them. */
export class CampaignsService {
  /** @param lockName one for each database */
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly redis: Redis,
    private readonly lockName: string,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...query }: CampaignSearch): Promise<CampaignPage> {
    const { from: _from, to: _to, sort = '-score', ...filters } = query;
    const { range, after } =
      cursor === undefined
        ? { range: openRange(query, this.clock.now()), after: undefined }
        : continuation(query, sort, cursor);
    const conditions = conditionsOf(filters, range);
    const [found, total] = await Promise.all([
      this.campaigns.list(conditions, sort, limit + 1, after),
      count ? this.campaigns.count(conditions) : undefined,
    ]);
    return pageOf(
      list,
      found.map(withMessages),
      limit,
      query,
      (item) => [...rangeInCursor(range), item[sortValue[sort]], item.campaign_id],
      total,
    );
  }

  async get(campaignId: string): Promise<Campaign> {
    return withMessages(await this.stored(campaignId));
  }

  /** Creates or updates campaigns by key: the members first, then what is true of all members. */
  async write(sent: readonly FoundCampaign[], caller: Caller): Promise<WrittenCampaigns> {
    const found = checked(sent);
    return withLock(this.redis, this.lockName, async () => {
      const ids = found.map(({ key }) => uuidV5(key, namespace));
      const stored = new Map((await this.campaigns.getMany(ids)).map((campaign) => [campaign.campaign_id, campaign]));
      const members = found.flatMap((campaign, at) => {
        const campaign_id = ids[at]!;
        const version = (stored.get(campaign_id)?.version ?? 0) + 1;
        return campaign.members.map((member) => ({ ...member, campaign_id, version }));
      });
      await this.campaigns.saveMembers(await this.grown(members));
      const whole = ids.filter((_, at) => !found[at]!.more);
      if (whole.length === 0) return { items: [] };
      const totals = new Map((await this.campaigns.totals(whole)).map((total) => [total.campaign_id, total]));
      const closed = whole.filter((id) => stored.get(id)?.status === 'closed');
      const closings = new Map(
        (await this.campaigns.closings(closed)).map(({ campaign_id, closed_at }) => [campaign_id, closed_at]),
      );
      const now = this.now();
      const changed = found.flatMap((campaign, at) => {
        if (campaign.more) return [];
        const id = ids[at]!;
        return merged(stored.get(id), closings.get(id), campaign, totals.get(id)!, caller, now);
      });
      await this.campaigns.save('campaigns.write', changed);
      const items = changed.map(({ key, campaign_id, change }): WrittenCampaign => {
        return { key, campaign_id, outcome: change === 'created' || change === 'reopened' ? change : 'updated' };
      });
      return { items };
    });
  }

  async triage(
    campaignId: string,
    triage: CampaignTriage,
    ifMatch: string | undefined,
    caller: Caller,
  ): Promise<Campaign> {
    return withLock(this.redis, this.lockName, async () => {
      const stored = await this.stored(campaignId);
      requireMatch(ifMatch, stored.version);
      const change = { change: 'triage' as const, updated_at: this.now(), updated_by: caller.name };
      const changed = { ...stored, ...triage, ...change, version: stored.version + 1 };
      await this.campaigns.save('campaigns.triage', [changed]);
      return withMessages(changed);
    });
  }

  /** Members with all that was seen of them: who finds them looks at one day alone. */
  private async grown(members: readonly StoredMember[]): Promise<StoredMember[]> {
    const nameOf = ({ campaign_id, client_ip }: Sightings): string => `${campaign_id} ${client_ip}`;
    const known = new Map((await this.campaigns.sightings(members)).map((stored) => [nameOf(stored), stored]));
    return members.map((member) => {
      const stored = known.get(nameOf(member));
      if (!stored) return member;
      return {
        ...member,
        first_seen: stored.first_seen < member.first_seen ? stored.first_seen : member.first_seen,
        last_seen: stored.last_seen > member.last_seen ? stored.last_seen : member.last_seen,
        // Of overlapping days: their sum would count requests twice.
        requests: Math.max(stored.requests, member.requests),
      };
    });
  }

  private async stored(campaignId: string): Promise<Campaign> {
    const [found] = isUuid(campaignId) ? await this.campaigns.getMany([campaignId]) : [];
    if (!found) throw new Problem('not-found', `There is no campaign ${campaignId}.`);
    return found;
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

/** A campaign whose name and evidence are also told by their parts. */
function withMessages(campaign: Campaign): Campaign {
  const message = messageOf('campaign', campaign.name);
  const evidence = campaign.evidence.map((each) => {
    const told = messageOf('shared', each.detail);
    return told ? { ...each, message: told } : each;
  });
  return { ...campaign, evidence, ...(message && { message }) };
}

/**
 * Returns what becomes of a campaign, known or not. One that was closed opens again when it was seen after that.
 * @param closedAt undefined when it is not closed
 */
function merged(
  stored: Campaign | undefined,
  closedAt: string | undefined,
  { key, name, score, level, evidence }: FoundCampaign,
  totals: MemberTotals,
  { name: updated_by }: Caller,
  now: string,
): Campaign {
  const sentEvidence = evidence.map(({ trait, value, members, detail }) => ({ trait, value, members, detail }));
  const facts = { ...totals, key, name, score, level, evidence: sentEvidence, updated_at: now, updated_by };
  if (!stored) return { ...facts, status: 'open', comment: '', created_at: now, change: 'created', version: 1 };
  const cameBack = closedAt !== undefined && Date.parse(totals.last_seen) > Date.parse(closedAt);
  return {
    ...{ ...stored, ...facts },
    status: cameBack ? 'open' : stored.status,
    change: cameBack ? 'reopened' : 'evidence',
    version: stored.version + 1,
  };
}

/** @throws Problem validation-failed naming every address, time or key that is wrong */
function checked(found: readonly FoundCampaign[]): FoundCampaign[] {
  const errors: ProblemError[] = [];
  const keys = new Set<string>();
  const campaigns = found.map((campaign, index) => {
    if (keys.has(campaign.key))
      errors.push({ location: `/items/${index}/key`, message: 'stands twice in this request' });
    keys.add(campaign.key);
    const members = campaign.members.map((member, at): CampaignMember => {
      const where = `/items/${index}/members/${at}`;
      const first = parseInstant(member.first_seen, `${where}/first_seen`);
      const last = parseInstant(member.last_seen, `${where}/last_seen`);
      if (first > last) errors.push({ location: `${where}/first_seen`, message: 'must not be after last_seen' });
      if (!isAddress(member.client_ip)) errors.push({ location: `${where}/client_ip`, message: 'must be an address' });
      return { ...member, first_seen: isoTime(first), last_seen: isoTime(last) };
    });
    return { ...campaign, members };
  });
  if (errors.length) throw new Problem('validation-failed', 'Some campaigns do not fit.', { errors });
  return campaigns;
}

/** Where a page of a list begins, and the range that all its pages are of. */
interface PageStart {
  readonly range: OpenRange;
  readonly after: { value: string | number; id: string };
}

function continuation(query: unknown, sort: CampaignSort, cursor: string): PageStart {
  const [from, to, value = '', id] = decodeCursor(list, query, cursor, 4);
  if (!isUuid(id) || (typeof value === 'number') === (sort === '-last_seen')) {
    throw new Problem('bad-request', 'The cursor cannot be read.');
  }
  const found = typeof value === 'string' ? isoTime(parseInstant(value, 'query.cursor')) : value;
  return { range: openRangeOfCursor(from, to), after: { value: found, id: String(id) } };
}
