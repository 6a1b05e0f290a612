import { evidenceReasons, type ScoredRow } from '@ja4-platform/workers';
import type { Schemas } from '@ja4-platform/sdk';
import { hour } from '../simulator/actor.js';
import { campaignQuality, campaignsAt, endOfCampaign, type Campaign, type CampaignQuality } from './campaigns.js';
import { rowsOf } from './judges.js';
import type { Models } from './model.js';
import type { Observed } from './observed.js';
import type { FeatureRow } from './world.js';

/** What the bot-detector found in the test. */
export interface Found {
  readonly scored: ReadonlyMap<FeatureRow, ScoredRow>;
  /** How sure the model is of each row; 0 where none judges. */
  readonly certainties: readonly number[];
  /** What the rules say of each row. */
  readonly evidence: readonly (readonly Schemas['Reason'][])[];
  /** Of every day. */
  readonly campaigns: readonly Campaign[];
  readonly quality: CampaignQuality;
}

/** What models trained on history find in the test. */
export async function foundBy(models: Models, { test }: Observed): Promise<Found> {
  const rows = rowsOf(test);
  const scored = await models.scored(rows);
  const days = new Set(rows.map((row) => row.hour.slice(0, 10)));
  const at = (end: number): Promise<Campaign[]> => campaignsAt(end, test, scored, models);
  return {
    scored,
    certainties: rows.map((row) => scored.get(row)?.certainty ?? 0),
    evidence: rows.map(evidenceReasons),
    campaigns: (await Promise.all([...days].map((day) => at(Date.parse(day) + 24 * hour)))).flat(),
    quality: campaignQuality(test, await at(endOfCampaign(test))),
  };
}
