import { features as describedFeatures } from '@ja4-platform/common';
import type { FeaturePage, NewModel } from '../api-types.js';
import { calibrated } from './calibration.js';
import { frozenCanaries, type Canary } from './canaries.js';
import { DailyForests } from './daily-forests.js';
import { TrainingRefusedError } from './forest/errors.js';
import { HostBaselines } from './host-baselines.js';
import { sealed } from './model-artifact.js';
import { quantile } from './quantiles.js';
import { matrix, type TrainingRows } from './training-rows.js';

/** With fewer, what is normal cannot be told. */
const MIN_ROWS = 64;
/** Share of clean rows that the lowest level is to name. */
export const TARGET_RATE = 0.01;

export interface TrainingOptions {
  /** Range of the rows: hours `from` (included) to `to` (excluded), RFC 3339. */
  readonly from: string;
  readonly to: string;
  readonly seed: number;
  /** Whose name the model bears: of correlated traffic when absent. */
  readonly algorithm?: string;
  /** Rows of attacks that the model before was tested by. */
  readonly canaries?: readonly Canary[];
  readonly onProgress: (share: number, text: string) => void;
}

/**
 * Trains a forest on each day of the older part of the rows and calibrates their median on the newer.
 *
 * @throws TrainingRefusedError with fewer than 64 rows to train on, or when no feature varies.
 */
export async function trainedModel(
  rows: TrainingRows,
  { feature_version, features }: Pick<FeaturePage, 'feature_version' | 'features'>,
  options: TrainingOptions,
): Promise<NewModel> {
  const { to, seed, algorithm = 'isolation-forest', canaries = [], onProgress } = options;
  const { periods, training, heldOut } = rows.split();
  const count = training.length;
  if (count < MIN_ROWS) {
    throw new TrainingRefusedError(`a model needs ${MIN_ROWS} clean rows of training, there are ${count}`);
  }
  const directions = new Map(describedFeatures.map(({ name, direction }) => [name, direction]));
  const definitions = features.map((name) => ({ name, direction: directions.get(name) ?? 0 }));
  const fitting = {
    ...{ featureVersion: feature_version, seed },
    onProgress: (share: number) => onProgress(share, `grew ${Math.round(share * 100)} % of the trees on ${count} rows`),
  };
  const forests = await DailyForests.fit(definitions, periods, fitting);
  const isReproducible = await forests.isReproducible(periods, fitting);
  const scores = heldOut.length ? await forests.score(matrix(heldOut)) : new Float64Array();
  const thresholds = calibrated(scores);
  const hosts = HostBaselines.learnt(training, heldOut, scores, thresholds);
  const frozen = frozenCanaries(canaries, rows.suspects, training, definitions, seed);
  return {
    algorithm,
    feature_version,
    features,
    parameters: {
      forests: periods.length,
      trees: forests.trees,
      sample_size: Math.max(...forests.toJSON().map(({ sample_size }) => sample_size)),
    },
    metrics: {
      calibration_rows: scores.length,
      suspicious_rows_left_out: rows.suspicious,
      labelled_rows_left_out: rows.labelled,
      small_rows_left_out: rows.tooFew,
      features_dropped: forests.columns.filter(({ dropped }) => dropped).length,
      baselines: hosts.size,
      canaries: frozen.length,
      reproducible: Number(isReproducible),
      ...cleanRate(scores),
    },
    thresholds,
    trained_from: rows.from ?? options.from,
    trained_to: to,
    rows: count,
    seed,
    ...sealed({ forests, hosts, canaries: frozen }),
  };
}

/**
 * How many of the clean rows the lowest level names when only every second of them calibrates, counted among the others:
 * what {@link TARGET_RATE} becomes on rows that neither trained nor calibrated.
 */
function cleanRate(scores: Float64Array): { clean_rate: number; clean_rows: number } {
  const others = scores.filter((_, at) => at % 2 === 1);
  if (!others.length) return { clean_rate: 0, clean_rows: 0 };
  const cut = quantile(scores.filter((_, at) => at % 2 === 0).sort(), 1 - TARGET_RATE);
  return { clean_rate: others.filter((score) => score > cut).length / others.length, clean_rows: others.length };
}
