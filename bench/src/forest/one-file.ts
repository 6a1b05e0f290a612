import { Forest } from '@ja4-platform/workers';
import { LabelledFile } from './labelled-rows.js';
import { ranking, type Ranking } from './ranking.js';
import { deviation, mean } from '../statistics.js';
import { Reservoir } from './reservoir.js';

/** Rows held to train on: a tree takes 256 of them, and memory stays what it is however long the file. */
const TRAINING_ROWS = 262_144;
const SAMPLE_SIZE = 256;

export interface FileOptions {
  readonly seeds: number;
  readonly trees: number;
}

/** Means over the seeds; seconds are of one forest, without reading the file. */
export interface FileResult extends Ranking {
  readonly rows: number;
  readonly features: number;
  readonly anomalies: number;
  readonly seeds: number;
  readonly trees: number;
  /** Standard deviation of the area between seeds. */
  readonly auc_sd: number | null;
  readonly fit_s: number;
  readonly score_s: number;
  readonly peak_memory_mib: number;
}

/**
 * Trains a forest of trees of 256 rows on a labelled file for each seed, and scores the file. It is read twice, part
 * by part.
 *
 * @throws Error when the file cannot be read, TrainingRefusedError when it has nothing to train on
 */
export async function fileResult(path: string, { seeds, trees }: FileOptions): Promise<FileResult> {
  const file = new LabelledFile(path);
  const features = await file.features();
  const reservoir = new Reservoir(features.length, TRAINING_ROWS);
  let fitMs = 0;
  for await (const { values } of file.rows()) fitMs += await elapsed(() => reservoir.add(values));
  fitMs *= seeds;

  const forests: Forest[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const training = { from: '', to: '', rows: reservoir.seen };
    const options = { featureVersion: 1, training, seed, trees, sampleSize: SAMPLE_SIZE };
    fitMs += await elapsed(async () => {
      forests.push(await Forest.fit({ features, values: reservoir.values }, options));
    });
  }

  const labels = new Uint8Array(reservoir.seen);
  const scores = forests.map(() => new Float64Array(reservoir.seen));
  let scoreMs = 0;
  let scored = 0;
  for await (const part of file.rows()) {
    labels.set(part.labels, scored);
    for (const [index, forest] of forests.entries()) {
      scoreMs += await elapsed(async () => scores[index]!.set(await forest.score(part.values), scored));
    }
    scored += part.labels.length;
  }
  const rankings = scores.map((each) => ranking(each, labels));
  // Labels of one kind only leave nothing to rank, whatever the seed.
  const overSeeds = (of: (values: number[]) => number, name: keyof Ranking): number | null => {
    const values = rankings.flatMap((each) => each[name] ?? []);
    return values.length ? of(values) : null;
  };
  return {
    rows: scored,
    features: features.length,
    anomalies: labels.reduce((sum, label) => sum + label, 0),
    seeds,
    trees,
    auc: overSeeds(mean, 'auc'),
    auc_sd: overSeeds(deviation, 'auc'),
    average_precision: overSeeds(mean, 'average_precision'),
    fit_s: fitMs / seeds / 1000,
    score_s: scoreMs / seeds / 1000,
    peak_memory_mib: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function elapsed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
