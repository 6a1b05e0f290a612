import { features as describedFeatures, sentence } from '@ja4-platform/common';
import type { DetectionLevel, FeatureRow, FindingExplanation, Reason } from '../api-types.js';
import type { Explanation } from './forest/forest.js';
import { tailProbability, usual, type Baseline } from './host-baselines.js';

/** Features named as reasons of an anomaly. */
const NAMED_FEATURES = 3;
/** Features that are taken back at most to find what a row would be normal without. */
const MAX_WITHOUT = 6;

export type RowExplanation = FindingExplanation;

/** What the model used for a row, and how rare each value is on its host. */
export function explained(
  model_id: string,
  row: FeatureRow,
  { score, baseline, contributions }: Explanation,
  host: Baseline,
  percentile: number | null,
): RowExplanation {
  return {
    ...{ model_id, hour: row.hour, ja4: row.ja4, score, baseline, percentile },
    baseline_rows: host.rows,
    features: contributions.map(({ feature, value, missing }, at) => ({
      feature,
      value: missing ? null : row.values[at]!,
      contribution: value,
      p_value: tailProbability(host, at, missing ? null : row.values[at]!),
      expected: usual(host, at),
    })),
    normal_without: [],
  };
}

/**
 * The features without which the row would be normal: those that raised the score most are taken for usual one by one.
 * Empty when a few of them are not enough.
 *
 * @param isNormal says whether the row is normal when the features of these places are taken for usual
 */
export async function withoutWhat(
  { contributions }: Explanation,
  isNormal: (features: ReadonlySet<number>) => Promise<boolean>,
): Promise<string[]> {
  const raising = [...contributions.entries()]
    .filter(([, { value, missing }]) => value > 0 && !missing)
    .sort(([, a], [, b]) => b.value - a.value)
    .slice(0, MAX_WITHOUT);
  const taken = new Set<number>();
  for (const [at] of raising) {
    taken.add(at);
    if (await isNormal(taken)) return [...taken].map((feature) => contributions[feature]!.feature);
  }
  return [];
}

/**
 * The features that speak against a row, the one that says most first: by what it added to the score and, twice, by the
 * digits of how rare its value is. What the model used but is usual here tells a person nothing. One that is missing is
 * never a reason.
 */
export function leadingFeatures({ features }: Pick<RowExplanation, 'features'>): RowExplanation['features'] {
  const weight = ({ contribution, p_value }: RowExplanation['features'][number]): number =>
    contribution * Math.log(p_value ?? 1) ** 2;
  return features
    .filter(({ value, contribution }) => value !== null && contribution > 0)
    .sort((a, b) => weight(b) - weight(a) || b.contribution - a.contribution);
}

/** The features that speak most against a row, as reasons. */
export function anomalyReasons(severity: DetectionLevel, explanation: RowExplanation): Reason[] {
  return leadingFeatures(explanation)
    .slice(0, NAMED_FEATURES)
    .map(({ feature, value, expected, p_value }) => {
      const meaning = describedFeatures.find(({ name }) => name === feature)?.description ?? feature;
      const seen = { feature, value: rounded(value!), meaning };
      const detail =
        expected === null
          ? sentence('anomaly.unknown', seen)
          : p_value === null
            ? sentence('anomaly', { ...seen, usual: rounded(expected) })
            : sentence('anomaly.rare', { ...seen, usual: rounded(expected), p: rounded(p_value) });
      return { key: 'anomaly', severity, detail, feature, value, expected };
    });
}

const rounded = (value: number): number => Number(value.toPrecision(3));
