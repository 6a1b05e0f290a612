import { featureVersion } from '@ja4-platform/common';
import type { Client, Model } from '../api-types.js';
import { DAY_MS, HOUR_MS, type Clock } from './hours.js';

/** True of a model that saw less than a day: what nights and mornings look like it cannot know. */
export function isYoung({ trained_from, trained_to }: Pick<Model, 'trained_from' | 'trained_to'>): boolean {
  return Date.parse(trained_to) - Date.parse(trained_from) < DAY_MS;
}

/**
 * Why a model is to be trained now, undefined when it need not be: there is none; traffic has drifted from what a champion
 * knows; a champion is young and there is twice the history; the newest model is a day old. While one is in the shadow
 * only its day counts.
 */
export async function retrainingDue(client: Client, clock: Clock): Promise<string | undefined> {
  const [newest] = (await client.models.list({ limit: 1 }).page()).items;
  const { items } = await client.models.list({ state: 'champion' }).page();
  // One for each kind of traffic.
  const champions = items.filter(({ feature_version }) => feature_version === featureVersion);
  if (!newest || !champions.length) return 'there is no model of this feature list';
  for (const champion of champions.filter((each) => isYoung(each) && hasTwiceTheHistory(each, clock))) {
    if (await wasTrainedLast(client, champion, newest)) return 'the champion is young and there is twice the history';
  }
  if (clock.now() - Date.parse(newest.created_at) >= DAY_MS) return 'the newest model is a day old';
  const shadows = (await client.models.list({ state: 'shadow', limit: 1 }).page()).items;
  if (shadows.length) return undefined;
  for (const champion of champions) if (await hasDrifted(client, champion, clock)) return 'traffic has drifted';
  return undefined;
}

function hasTwiceTheHistory({ trained_from, trained_to }: Model, clock: Clock): boolean {
  const seen = Date.parse(trained_to) - Date.parse(trained_from);
  return clock.now() - Date.parse(trained_from) >= 2 * seen + HOUR_MS;
}

/** False when the last training made no model of this kind of traffic: there is too little of it, and an hour changes nothing. */
async function wasTrainedLast(client: Client, { algorithm }: Model, newest: Model): Promise<boolean> {
  const [own] = (await client.models.list({ algorithm, limit: 1 }).page()).items;
  return own !== undefined && own.trained_to >= newest.trained_to;
}

async function hasDrifted(client: Client, { model_id }: Model, clock: Clock): Promise<boolean> {
  const from = new Date(clock.now() - 2 * HOUR_MS).toISOString();
  const { items } = await client.models.drift({ model_id, drifted: true, from, scope: '', limit: 1 }).page();
  return items.length > 0;
}
