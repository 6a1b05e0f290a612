import { explained, leadingFeatures, matrix, type ScoringModel } from '@ja4-platform/workers';
import { Random } from '../simulator/random.js';
import type { Observed } from './observed.js';
import { directionOf } from './judges.js';
import type { FeatureRow } from './world.js';

const planted = 500;

/** How well explanations name what was planted. */
export interface ExplanationQuality {
  /** Share of planted anomalies whose first reason is the planted feature. */
  readonly hit_at_1: number;
  /** The same of those that the model gives a level. */
  readonly hit_at_1_of_alerts: number;
  /** The farthest that the contributions of an alert are from adding up to its score less the baseline. */
  readonly additivity_error: number;
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
  const changed = plants.map(({ row, plant }) => withValue(row, plant.index, plant.rare));
  const scored = await model.score(changed);
  const explanations = await model.parts.forests.explain(matrix(changed));
  const hits = changed.map((row, at) => {
    const facts = explained('', row, explanations[at]!, model.parts.hosts.of(row), null);
    return leadingFeatures(facts)[0]?.feature === plants[at]!.plant.name;
  });
  const alerts = scored.flatMap(({ explanation }, at) => (explanation ? [{ explanation, isHit: hits[at]! }] : []));
  const errors = alerts.map(({ explanation: { score, baseline, features: each } }) =>
    Math.abs(each.reduce((sum, { contribution }) => sum + contribution, baseline) - score),
  );
  return {
    hit_at_1: hits.filter(Boolean).length / planted,
    hit_at_1_of_alerts: alerts.filter(({ isHit }) => isHit).length / alerts.length,
    additivity_error: Math.max(...errors),
  };
}

function withValue(row: FeatureRow, index: number, value: number): FeatureRow {
  return { ...row, values: row.values.with(index, value) };
}
