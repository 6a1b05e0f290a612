import { features as described } from '@ja4-platform/common';
import { evidenceReasons, Forest, matrix, risk, ScoringModel, trainedModel, TrainingRows } from '@ja4-platform/workers';
import type { FeatureRow, Observed } from './observed.js';

/** Scores the rows of the test, high for what looks like an attack. */
export type Judge = (observed: Observed, seed: number) => Promise<ArrayLike<number>>;

const rowsOf = (list: readonly { readonly row: FeatureRow }[]): FeatureRow[] => list.map(({ row }) => row);

/** Our forest, trained on history as the bot-detector trains it. */
async function modelScores(observed: Observed, seed: number): Promise<Map<FeatureRow, number>> {
  const training = new TrainingRows();
  for (const { row } of observed.history) training.add(row);
  const model = await trainedModel(training, observed, {
    ...{ from: observed.from, to: observed.testFrom, seed },
    onProgress: () => undefined,
  });
  const opened = ScoringModel.open({ ...model, model_id: 'bench' }, model.artifact, observed);
  const accepted = rowsOf(observed.test).filter((row) => opened.accepts(row));
  const scored = await opened.score(accepted);
  await opened.close();
  return new Map(scored.map(({ row, score }) => [row, score.score]));
}

/** The values of one feature, missing as NaN, and its mean and deviation over history. */
function baselineOf(observed: Observed, index: number): { mean: number; deviation: number } {
  const values = observed.history.flatMap(({ row }) => row.values[index] ?? []);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

const direction = (name: string): number => described.find((feature) => feature.name === name)?.direction ?? 0;

/** What is compared, ours first. */
export const judges: Readonly<Record<string, Judge>> = {
  async detector(observed, seed) {
    const scores = await modelScores(observed, seed);
    return rowsOf(observed.test).map((row) => risk(evidenceReasons(row), scores.get(row)));
  },
  async model(observed, seed) {
    const scores = await modelScores(observed, seed);
    return rowsOf(observed.test).map((row) => scores.get(row) ?? 0);
  },
  rules: (observed) => Promise.resolve(rowsOf(observed.test).map((row) => risk(evidenceReasons(row)))),
  'request rate': (observed) => Promise.resolve(rowsOf(observed.test).map(({ requests }) => requests)),
  /** How far each feature lies on its suspicious side, in standard deviations, added up. */
  'directional z-sum': (observed) => {
    const baselines = observed.features.map((_, index) => baselineOf(observed, index));
    const scores = rowsOf(observed.test).map(({ values }) =>
      values.reduce<number>((sum, value, index) => {
        const { mean, deviation } = baselines[index]!;
        if (value === null || !(deviation > 0)) return sum;
        const z = (value - mean) / deviation;
        const side = direction(observed.features[index]!);
        return sum + (side ? Math.max(0, side * z) : Math.abs(z));
      }, 0),
    );
    return Promise.resolve(scores);
  },
  /** A forest as it comes: trained on the very window that it scores, no direction, nothing left out. */
  async 'raw forest'(observed, seed) {
    const values = matrix(rowsOf(observed.test));
    const options = { trees: 100, sampleSize: 256, seed, featureVersion: observed.feature_version };
    const training = { from: observed.testFrom, to: observed.to, rows: observed.test.length };
    const names = observed.features.map((name) => ({ name, direction: 0 as const }));
    const forest = await Forest.fit({ features: names, values }, { ...options, training });
    const scores = await forest.score(values);
    await forest.close();
    return scores;
  },
};
