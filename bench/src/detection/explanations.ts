import { type ScoringModel } from '@ja4-platform/workers';
import { Random } from '../simulator/random.js';
import type { Observed } from './observed.js';
import { directionOf } from './judges.js';
import type { FeatureRow } from './world.js';

const planted = 500;

/** How well explanations name what was planted. */
export interface ExplanationQuality {
  /** Share of planted anomalies whose strongest contribution is the planted feature. */
  readonly hit_at_1: number;
}

/**
 * Sets one feature of benign rows of the test to a value that one row of a thousand of history reaches, and asks the
 * model why the row is what it is.
 */
export async function explanationQuality(
  { features, history, test }: Observed,
  model: ScoringModel,
  seed: number,
): Promise<ExplanationQuality> {
  const random = new Random(seed, 7);
  const rows = test.filter(({ isAttack, row }) => !isAttack && model.accepts(row)).map(({ row }) => row);
  const extremes = features.flatMap((name, index) => {
    const isLow = directionOf(name) < 0;
    const values = history.flatMap(({ row }) => row.values[index] ?? []).sort((a, b) => (isLow ? b - a : a - b));
    const rare = values[Math.floor(values.length * 0.999)];
    // A value that many have is no anomaly, however extreme.
    const share = values.filter((value) => value === rare).length / values.length;
    return rare === undefined || share > 0.002 ? [] : [{ index, name, rare }];
  });
  const plants = Array.from({ length: planted }, () => ({ row: random.one(rows), plant: random.one(extremes) }));
  const scored = await model.score(plants.map(({ row, plant }) => withValue(row, plant.index, plant.rare)));
  const hits = scored.filter(({ score }, at) => {
    const first = score.contributions.toSorted((a, b) => b.contribution - a.contribution)[0];
    return first?.feature === plants[at]!.plant.name;
  });
  return { hit_at_1: hits.length / planted };
}

function withValue(row: FeatureRow, index: number, value: number): FeatureRow {
  return { ...row, values: row.values.with(index, value) };
}
