import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { FeatureMatrix } from './columns.js';
import { Forest } from './forest.js';

/** Mean AUC over five seeds of scikit-learn 1.2's IsolationForest(100, 256) on sets of ADBench. */
const SCIKIT_LEARN_AUC = {
  annthyroid: 0.827,
  breastw: 0.988,
  cardio: 0.932,
  ionosphere: 0.844,
  mammography: 0.859,
  pima: 0.67,
  satellite: 0.696,
  thyroid: 0.978,
};

function sharedDirectory(directory: string): string | undefined {
  const shared = join(directory, 'shared', 'data', 'adbench');
  if (existsSync(shared)) return shared;
  return dirname(directory) === directory ? undefined : sharedDirectory(dirname(directory));
}

function labelledRows(file: string): FeatureMatrix & { labels: boolean[] } {
  const [header = '', ...lines] = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  const rows = lines.map((line) => line.split(',').map(Number));
  return {
    features: header
      .split(',')
      .slice(0, -1)
      .map((name) => ({ name, direction: 0 })),
    values: Float64Array.from(rows.flatMap((row) => row.slice(0, -1))),
    labels: rows.map((row) => row.at(-1) === 1),
  };
}

/** Probability that an anomaly scores above a normal row; equal scores count half. */
function areaUnderCurve(scores: Float64Array, labels: readonly boolean[]): number {
  const order = [...scores.keys()].sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    const rank = (start + end + 1) / 2;
    for (let at = start; at < end; at++) if (labels[order[at]!]) rankSum += rank;
  }
  const anomalies = labels.filter(Boolean).length;
  return (rankSum - (anomalies * (anomalies + 1)) / 2) / (anomalies * (labels.length - anomalies));
}

const shared = sharedDirectory(import.meta.dirname);
const skip = shared ? false : 'no ../shared/data/adbench beside the checkout';

for (const [set, expected] of Object.entries(SCIKIT_LEARN_AUC)) {
  test(`the mean AUC on ${set} is within 0.02 of scikit-learn's`, { skip }, async () => {
    const { features, values, labels } = labelledRows(join(shared!, `${set}.csv.gz`));
    const training = { from: '', to: '', rows: labels.length };
    const areas: number[] = [];
    for (const seed of [1, 2, 3, 4, 5]) {
      const options = { featureVersion: 1, training, seed, trees: 100, sampleSize: 256 };
      const forest = await Forest.fit({ features, values }, options);
      areas.push(areaUnderCurve(await forest.score(values), labels));
    }
    const mean = areas.reduce((sum, area) => sum + area) / areas.length;
    assert.ok(Math.abs(mean - expected) <= 0.02, `${mean.toFixed(4)} against ${expected}`);
  });
}
