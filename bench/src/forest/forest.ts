import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Forest, seededRandom, type FeatureDefinition } from '@ja4-platform/workers';
import { median } from '../statistics.js';
import { steadyOptions, adbenchSets } from './adbench.js';
import { fileResult } from './one-file.js';
import { scikitResult, scikitVersion } from './scikit.js';

const width = 20;
const wanted = { fit: 0.5, score: 0.3, auc: 0.01 };
/** Rows, and how often they are fitted: a fit of a tenth of a second is half compiling of code until the third. */
const sizes = [
  { rows: 100_000, rounds: 7 },
  { rows: 1_000_000, rounds: 3 },
];

interface Speed {
  readonly rows: number;
  readonly fit_s: number;
  /** Of the first round. */
  readonly first_fit_s: number;
  readonly score_s: number;
  readonly scikit_fit_s?: number;
  readonly scikit_score_s?: number;
  readonly fit_ratio?: number;
  readonly score_ratio?: number;
}

/**
 * The forest beside scikit-learn's: seconds to fit and to score 100 trees of 256 rows, in turns, and the area under the
 * curve on the public sets. Without scikit-learn there is nothing to compare with, and the bench does not hold.
 */
export async function forestBench(log: (line: string) => void): Promise<{ holds: boolean; result: unknown }> {
  const directory = await mkdtemp(join(tmpdir(), 'ja4-forest-'));
  try {
    const version = await scikitVersion();
    log(version ? `scikit-learn ${version}` : 'scikit-learn is not installed (python3-sklearn)');
    const speeds: Speed[] = [];
    for (const size of sizes) speeds.push(await speed(size, version !== undefined, directory, log));
    const sets = [];
    for (const { name, path, scikitAuc } of adbenchSets()) {
      const { auc, average_precision } = await fileResult(path, steadyOptions);
      sets.push({ name, auc, average_precision, scikit_auc: scikitAuc });
      log(`${name}: ${auc?.toFixed(4)} against ${scikitAuc}`);
    }
    const isFast = speeds.every(
      ({ fit_ratio = Infinity, score_ratio = Infinity, rows }) =>
        fit_ratio <= wanted.fit && (rows < 1_000_000 || score_ratio <= wanted.score),
    );
    const isExact = sets.every(({ auc, scikit_auc }) => Math.abs((auc ?? 0) - scikit_auc) <= wanted.auc);
    return { holds: isFast && isExact, result: { scikit_learn: version ?? null, speeds, sets } };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** The median of some rounds of both, in turns. */
async function speed(
  { rows, rounds }: (typeof sizes)[number],
  withScikit: boolean,
  directory: string,
  log: (line: string) => void,
): Promise<Speed> {
  const features = Array.from({ length: width }, (_, at): FeatureDefinition => ({ name: `f${at}`, direction: 0 }));
  const values = clusters(rows);
  const ours: { fit_s: number; score_s: number }[] = [];
  const theirs: { fit_s: number; score_s: number }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const start = performance.now();
    const training = { from: '', to: '', rows };
    const options = { featureVersion: 1, training, seed: round, trees: 100, sampleSize: 256 };
    const forest = await Forest.fit({ features, values }, options);
    const fitted = performance.now();
    await forest.score(values);
    ours.push({ fit_s: (fitted - start) / 1000, score_s: (performance.now() - fitted) / 1000 });
    if (withScikit) theirs.push(await scikitResult(values, width, round, directory));
    log(`${rows} rows, round ${round}: ${JSON.stringify(ours.at(-1))}`);
  }
  const [fit, score] = [median(ours.map(({ fit_s }) => fit_s)), median(ours.map(({ score_s }) => score_s))];
  const measured = { rows, fit_s: fit, first_fit_s: ours[0]!.fit_s, score_s: score };
  if (!withScikit) return measured;
  const scikitFit = median(theirs.map(({ fit_s }) => fit_s));
  const scikitScore = median(theirs.map(({ score_s }) => score_s));
  return {
    ...{ ...measured, scikit_fit_s: scikitFit, scikit_score_s: scikitScore },
    ...{ fit_ratio: fit / scikitFit, score_ratio: score / scikitScore },
  };
}

/** Rows about five centres and one row of a hundred anywhere, in memory that threads share. */
function clusters(rows: number): Float64Array {
  const random = seededRandom(1, 1);
  const values = new Float64Array(new SharedArrayBuffer(rows * width * Float64Array.BYTES_PER_ELEMENT));
  for (let row = 0; row < rows; row++) {
    const isStray = row % 100 === 0;
    const centre = Math.floor(random() * 5);
    for (let at = 0; at < width; at++) {
      const near = ((centre * 7 + at) % 5) + random() + random() - 1;
      values[row * width + at] = isStray ? random() * 12 - 4 : near;
    }
  }
  return values;
}
