import { randomUUID } from 'node:crypto';
import type { Client, FoundCampaign } from '../../api-types.js';
import type { Refusals } from '../refusals.js';
import { sha256 } from '../sha256.js';
import { Turns } from '../turns.js';
import { partsOf } from './campaign-parts.js';
import { campaignOf, type KnownCampaign } from './campaigns.js';
import { clusters } from './clusters.js';
import type { SuspectRow } from './suspects.js';

/** Campaigns that are remembered; members of each that are looked at after a start, so that it goes on under its key. */
const KNOWN_CAMPAIGNS = 100;
const KNOWN_MEMBERS = 500;

/** Puts campaigns together and writes those that have changed. */
export class CampaignWriter {
  /** Addresses by key. */
  #known: Map<string, Set<string>> | undefined;
  /** What was written last, by key. */
  readonly #written = new Map<string, string>();

  constructor(private readonly client: Client) {}

  /** Returns how many campaigns were written. */
  async write(rows: readonly SuspectRow[], refusals: Refusals): Promise<number> {
    if (!rows.length) return 0;
    this.#known ??= await this.#stored();
    const found = new Map<string, FoundCampaign>();
    const turns = new Turns();
    for (const actors of await clusters(rows)) {
      await turns.give();
      const known = [...this.#known].map(([key, addresses]): KnownCampaign => ({ key, addresses }));
      const campaign = campaignOf(
        actors,
        known.filter(({ key }) => !found.has(key)),
      );
      if (!found.has(campaign.key)) found.set(campaign.key, campaign);
    }
    const changed = [...found.values()].filter((campaign) => this.#written.get(campaign.key) !== digestOf(campaign));
    for (const campaign of changed) {
      await refusals.send(partsOf(campaign), 1, (items) =>
        this.client.campaigns.write({ body: { items }, idempotencyKey: randomUUID() }),
      );
      this.#remember(campaign);
    }
    return changed.length;
  }

  #remember(campaign: FoundCampaign): void {
    const known = this.#known!;
    const addresses = known.get(campaign.key) ?? new Set();
    for (const { client_ip } of campaign.members) addresses.add(client_ip);
    // The one written last stands last, so that the one that was quiet longest is forgotten.
    known.delete(campaign.key);
    known.set(campaign.key, addresses);
    this.#written.set(campaign.key, digestOf(campaign));
    for (const [key] of known) {
      if (known.size <= KNOWN_CAMPAIGNS) break;
      known.delete(key);
      this.#written.delete(key);
    }
  }

  async #stored(): Promise<Map<string, Set<string>>> {
    const known = new Map<string, Set<string>>();
    const { items } = await this.client.campaigns
      .list({ from: '-7d', sort: '-last_seen', limit: KNOWN_CAMPAIGNS })
      .page();
    for (const { campaign_id, key } of items) {
      const members = await this.client.campaigns.members({ campaign_id, limit: KNOWN_MEMBERS }).page();
      known.set(key, new Set(members.items.map(({ client_ip }) => client_ip)));
    }
    return known;
  }
}

function digestOf(campaign: FoundCampaign): string {
  return sha256(JSON.stringify(campaign)).toString('hex');
}
