import type { ScoredRow } from '@ja4-platform/workers';
import { hour } from '../simulator/actor.js';
import { campaignQuality, campaignsAt, endOfCampaign, type Campaign, type CampaignQuality } from './campaigns.js';
import { rowsOf } from './judges.js';
import type { Models } from './model.js';
import type { Observed } from './observed.js';
import type { FeatureRow } from './world.js';

/** What the bot-detector found in the test. */
export interface Found {
  readonly scored: ReadonlyMap<FeatureRow, ScoredRow>;
  /** The score of each row; 0 where no model judges. */
  readonly scores: readonly number[];
  /** Of every day. */
  readonly campaigns: readonly Campaign[];
  readonly quality: CampaignQuality;
}

/** What models trained on history find in the test. */
export async function foundBy(models: Models, { test }: Observed): Promise<Found> {
  const rows = rowsOf(test);
  const scored = await models.scored(rows);
  const days = new Set(rows.map((row) => row.hour.slice(0, 10)));
  const at = (end: number): Campaign[] => campaignsAt(end, test, scored, models);
  return {
    scored,
    scores: rows.map((row) => scored.get(row)?.score.score ?? 0),
    campaigns: [...days].flatMap((day) => at(Date.parse(day) + 24 * hour)),
    quality: campaignQuality(test, at(endOfCampaign(test))),
  };
}
