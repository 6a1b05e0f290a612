import { sentence } from '@ja4-platform/common';
import type { Model } from '../api-types.js';
import type { Canary } from './canaries.js';
import type { ScoringModel } from './scoring-model.js';
import { TARGET_RATE } from './train-model.js';

/** What a model must hold before it may take the place of another. */
export interface Gates {
  readonly holds: boolean;
  /** Which gate does not hold, or that all do. */
  readonly reason: string;
  readonly measures: Record<string, number>;
}

/** The rate of anomalies among clean rows may be this many times the target. */
const RATE_BOUNDS = [0.5, 2] as const;
/** Anomalies that are expected before their rate can be told from chance. */
const FEWEST_EXPECTED = 10;
/** Share of canaries that a model may find less than the champion. */
const LOST_CANARIES = 0.02;

/** Holds a trained model against its own rows and against the champion, where there is one. */
export async function gates(
  { metrics }: Pick<Model, 'metrics'>,
  challenger: ScoringModel,
  champion: ScoringModel | undefined,
): Promise<Gates> {
  const { canaries } = challenger.parts;
  const measures: Record<string, number> = { clean_rate: metrics.clean_rate ?? 0, clean_rows: metrics.clean_rows ?? 0 };
  measures.canary_recall = await recall(challenger, canaries);
  if (champion) measures.champion_canary_recall = await recall(champion, canaries);
  measures.reproducible = metrics.reproducible ?? 0;
  const failed = [
    rateFails(measures.clean_rate!, measures.clean_rows!),
    champion && measures.canary_recall < measures.champion_canary_recall! - LOST_CANARIES
      ? sentence('decision.canaries', { share: measures.canary_recall, champion: measures.champion_canary_recall! })
      : undefined,
    measures.reproducible === 1 ? undefined : sentence('decision.trees'),
  ].filter((reason) => reason !== undefined);
  return { holds: failed.length === 0, reason: failed.join('; ') || sentence('decision.holds'), measures };
}

/** Why a rate of anomalies among clean rows is not what was aimed at; undefined when it is, or cannot be told. */
export function rateFails(rate: number, rows: number, target = TARGET_RATE): string | undefined {
  if (rows * target < FEWEST_EXPECTED) return undefined;
  const [low, high] = RATE_BOUNDS;
  if (rate >= low * target && rate <= high * target) return undefined;
  return sentence('decision.rate', { share: rate, rows, target });
}

/** Share of the canaries that a model scores above 99 % of clean rows. */
async function recall(model: ScoringModel, canaries: readonly Canary[]): Promise<number> {
  const cut = model.facts.thresholds.p99;
  if (cut === undefined || !canaries.length) return 0;
  const scores = await model.scores(canaries);
  return scores.filter((score) => score > cut).length / canaries.length;
}
