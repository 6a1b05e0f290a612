import { features as described } from '@ja4-platform/common';
import { Forest, matrix, risk } from '@ja4-platform/workers';
import { deviation, mean } from '../statistics.js';
import type { Found } from './found.js';
import type { Observed } from './observed.js';
import type { FeatureRow } from './world.js';

/** Scores the rows of the test, high for what looks like an attack. */
export type Judge = (observed: Observed, found: Found, seed: number) => Promise<ArrayLike<number>>;

export const rowsOf = (list: readonly { readonly row: FeatureRow }[]): FeatureRow[] => list.map(({ row }) => row);

/** The values of one feature, missing as NaN, and its mean and deviation over history. */
function baselineOf(observed: Observed, index: number): { mean: number; deviation: number } {
  const values = observed.history.flatMap(({ row }) => row.values[index] ?? []);
  return { mean: mean(values), deviation: deviation(values) };
}

/** Which side of a feature is suspicious: high (1), low (-1) or both (0). */
export const directionOf = (name: string): number => described.find((feature) => feature.name === name)?.direction ?? 0;

/** What rules and model say of a row; that it is part of a campaign is one witness more. */
function detectorScores({ test }: Observed, { certainties, evidence, campaigns }: Found): number[] {
  const witnesses = new Map(campaigns.flatMap(({ rows, level }) => [...rows].map((row) => [row, level] as const)));
  return rowsOf(test).map((row, at) => {
    const severity = witnesses.get(row);
    return risk([...evidence[at]!, ...(severity ? [{ severity }] : [])], certainties[at]);
  });
}

/** What is compared, ours first. */
export const judges: Readonly<Record<string, Judge>> = {
  detector: (observed, found) => Promise.resolve(detectorScores(observed, found)),
  'rules and model': (_observed, { certainties, evidence }) =>
    Promise.resolve(evidence.map((reasons, at) => risk(reasons, certainties[at]))),
  model: (_observed, { certainties }) => Promise.resolve(certainties),
  rules: (_observed, { evidence }) => Promise.resolve(evidence.map((reasons) => risk(reasons))),
  'request rate': (observed) => Promise.resolve(rowsOf(observed.test).map(({ requests }) => requests)),
  /** How far each feature lies on its suspicious side, in standard deviations, added up. */
  'directional z-sum': (observed) => {
    const baselines = observed.features.map((_, index) => baselineOf(observed, index));
    const scores = rowsOf(observed.test).map(({ values }) =>
      values.reduce<number>((sum, value, index) => {
        const { mean, deviation } = baselines[index]!;
        if (value === null || !(deviation > 0)) return sum;
        const z = (value - mean) / deviation;
        const side = directionOf(observed.features[index]!);
        return sum + (side ? Math.max(0, side * z) : Math.abs(z));
      }, 0),
    );
    return Promise.resolve(scores);
  },
  /** A forest as it comes: trained on the very window that it scores, no direction, nothing left out. */
  async 'raw forest'(observed, _found, seed) {
    const values = matrix(rowsOf(observed.test));
    const options = { trees: 100, sampleSize: 256, seed, featureVersion: observed.feature_version };
    const training = { from: observed.testFrom, to: observed.to, rows: observed.test.length };
    const names = observed.features.map((name) => ({ name, direction: 0 as const }));
    const forest = await Forest.fit({ features: names, values }, { ...options, training });
    return forest.score(values);
  },
};
