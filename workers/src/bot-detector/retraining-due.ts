import { featureVersion } from '@ja4-platform/common';
import type { Client, Model } from '../api-types.js';
import { DAY_MS, HOUR_MS, type Clock } from './hours.js';

/** True of a model that saw less than a day: what nights and mornings look like it cannot know. */
export function isYoung({ trained_from, trained_to }: Pick<Model, 'trained_from' | 'trained_to'>): boolean {
  return Date.parse(trained_to) - Date.parse(trained_from) < DAY_MS;
}

/**
 * Why a model is to be trained now, undefined when it need not be: there is none; traffic has drifted from what the champion
 * knows; the champion is young and there is twice the history; the newest model is a day old. While one is in the shadow
 * only its day counts.
 */
export async function retrainingDue(client: Client, clock: Clock): Promise<string | undefined> {
  const [newest] = (await client.models.list({ limit: 1 }).page()).items;
  const champions = (await client.models.list({ state: 'champion' }).page()).items;
  const champion = champions.find(({ feature_version }) => feature_version === featureVersion);
  if (!newest || !champion) return 'there is no model of this feature list';
  const history = clock.now() - Date.parse(champion.trained_from);
  const seen = Date.parse(champion.trained_to) - Date.parse(champion.trained_from);
  if (isYoung(champion) && history >= 2 * seen + HOUR_MS) return 'the champion is young and there is twice the history';
  if (clock.now() - Date.parse(newest.created_at) >= DAY_MS) return 'the newest model is a day old';
  if (newest.state !== 'shadow' && (await hasDrifted(client, champion, clock))) return 'traffic has drifted';
  return undefined;
}

async function hasDrifted(client: Client, { model_id }: Model, clock: Clock): Promise<boolean> {
  const from = new Date(clock.now() - 2 * HOUR_MS).toISOString();
  const { items } = await client.models.drift({ model_id, drifted: true, from, scope: '', limit: 1 }).page();
  return items.length > 0;
}
