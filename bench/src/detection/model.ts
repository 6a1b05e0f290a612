import { ScoringModel, trainedModel, TrainingRows } from '@ja4-platform/workers';
import type { Observed } from './observed.js';
import type { FeatureRow } from './world.js';

/** What the bot-detector makes of history, with its own code; the caller closes it. */
export async function modelOf(observed: Observed, seed: number): Promise<ScoringModel> {
  const training = new TrainingRows();
  for (const { row } of observed.history) training.add(row);
  const model = await trainedModel(training, observed, {
    ...{ from: observed.from, to: observed.testFrom, seed },
    onProgress: () => undefined,
  });
  return ScoringModel.open({ ...model, model_id: 'bench' }, model.artifact, observed);
}

/** What a model says of each row of the test; 0 where it does not judge. */
export async function modelScores(model: ScoringModel, rows: readonly FeatureRow[]): Promise<number[]> {
  const scored = await model.score(rows.filter((row) => model.accepts(row)));
  const scores = new Map(scored.map(({ row, score }) => [row, score.score]));
  return rows.map((row) => scores.get(row) ?? 0);
}
