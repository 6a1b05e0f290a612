import type { Schemas } from '@ja4-platform/sdk';
import { campaignOf, clusters, evidenceReasons, Suspects, type ScoredRow } from '@ja4-platform/workers';
import { hour } from '../simulator/actor.js';
import { rounded } from '../statistics.js';
import type { Models } from './model.js';
import type { FeatureRow, ObservedRow } from './world.js';

type DetectionLevel = Schemas['DetectionLevel'];

const persona = 'credential stuffing';

/** How the campaign that many addresses run is found. */
export interface CampaignQuality {
  /** Campaigns that have addresses of it. */
  readonly parts: number;
  /** Share of the addresses of the largest part that are its own. */
  readonly purity: number;
  /** Share of its addresses that the largest part has. */
  readonly coverage: number;
}

/** Addresses that the bot-detector says act together, and the rows for which it says so. */
export interface Campaign {
  readonly addresses: ReadonlySet<string>;
  readonly rows: ReadonlySet<FeatureRow>;
  readonly level: DetectionLevel;
}

/** The campaigns of the day before `end` (ms), as the bot-detector puts them together. */
export async function campaignsAt(
  end: number,
  rows: readonly ObservedRow[],
  scored: ReadonlyMap<FeatureRow, ScoredRow>,
  models: Models,
): Promise<Campaign[]> {
  const suspects = new Suspects();
  for (const { row } of rows) {
    if (Date.parse(row.hour) >= end) continue;
    suspects.add(row, evidenceReasons(row), scored.get(row), () => models.leaves(row));
  }
  return (await clusters(suspects.of(end))).map((actors) => {
    const { members, level } = campaignOf(actors, []);
    const addresses = new Set(members.map(({ client_ip }) => client_ip));
    return { addresses, rows: new Set(actors.flatMap((actor) => actor.rows.map(({ row }) => row))), level };
  });
}

/** When the simulated campaign is over, in ms. */
export function endOfCampaign(rows: readonly ObservedRow[]): number {
  return Math.max(...rows.filter((each) => each.persona === persona).map(({ row }) => Date.parse(row.hour) + hour));
}

/** How well one of the campaigns is the simulated one. */
export function campaignQuality(rows: readonly ObservedRow[], campaigns: readonly Campaign[]): CampaignQuality {
  const own = new Set(rows.filter((each) => each.persona === persona).map(({ row }) => row.client_ip));
  const shares = campaigns.map(({ addresses }) => ({
    addresses,
    own: [...addresses].filter((address) => own.has(address)).length,
  }));
  const parts = shares.filter((share) => share.own > 0);
  const largest = parts.toSorted((a, b) => b.own - a.own)[0];
  return {
    parts: parts.length,
    purity: largest ? rounded(largest.own / largest.addresses.size, 4) : 0,
    coverage: largest ? rounded(largest.own / own.size, 4) : 0,
  };
}
