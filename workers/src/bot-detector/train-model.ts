import { createHash } from 'node:crypto';
import { features as describedFeatures } from '@ja4-platform/common';
import type { FeaturePage, NewModel } from '../api-types.js';
import { calibrated } from './calibration.js';
import { TrainingRefusedError } from './forest/errors.js';
import { Forest } from './forest/forest.js';
import type { TrainingRows } from './training-rows.js';

/** 300 trees of 1,024 rows give ranks that are stable between seeds. */
const TREES = 300;
const SAMPLE_SIZE = 1024;
/** With fewer, what is normal cannot be told. */
const MIN_ROWS = 64;

export interface TrainingOptions {
  /** Range of the rows: hours `from` (included) to `to` (excluded), RFC 3339. */
  readonly from: string;
  readonly to: string;
  readonly seed: number;
  readonly onProgress: (share: number, text: string) => void;
}

/**
 * Trains a forest on the older part of the rows and calibrates it on the newer.
 *
 * @throws TrainingRefusedError with fewer than 64 rows to train on, or when no feature varies.
 */
export async function trainedModel(
  rows: TrainingRows,
  { feature_version, features }: Pick<FeaturePage, 'feature_version' | 'features'>,
  { from, to, seed, onProgress }: TrainingOptions,
): Promise<NewModel> {
  const { training, calibration } = rows.split();
  const count = training.length / features.length;
  if (count < MIN_ROWS) {
    throw new TrainingRefusedError(`a model needs ${MIN_ROWS} clean rows of training, there are ${count}`);
  }
  const directions = new Map(describedFeatures.map(({ name, direction }) => [name, direction]));
  const definitions = features.map((name) => ({ name, direction: directions.get(name) ?? 0 }));
  const forest = await Forest.fit(
    { features: definitions, values: training },
    {
      ...{ featureVersion: feature_version, training: { from, to, rows: count } },
      ...{ seed, trees: TREES, sampleSize: SAMPLE_SIZE },
      onProgress: (trees) => onProgress(trees / TREES, `grew ${trees} of ${TREES} trees on ${count} rows`),
    },
  );
  const scores = await forest.score(calibration);
  await forest.close();
  const artifact = JSON.stringify(forest);
  return {
    algorithm: 'isolation-forest',
    feature_version,
    features,
    parameters: { trees: TREES, sample_size: forest.toJSON().sample_size },
    metrics: {
      calibration_rows: scores.length,
      suspicious_rows_left_out: rows.suspicious,
      small_rows_left_out: rows.tooFew,
      features_dropped: forest.columns.filter(({ dropped }) => dropped).length,
    },
    thresholds: calibrated(scores),
    trained_from: from,
    trained_to: to,
    rows: count,
    seed,
    checksum: createHash('sha256').update(artifact).digest('hex'),
    artifact,
  };
}
