import { features as describedFeatures } from '@ja4-platform/common';
import { isIPv4 } from 'node:net';
import type { DriftMeasure } from '../api-types.js';
import { POINTS, type Thresholds } from './calibration.js';
import { SHARES } from './quantiles.js';
import type { ScoringModel } from './scoring-model.js';
import { matrix, type TrainingRow } from './training-rows.js';

/** Above it the score counts as moved. */
const PSI = 0.25;
/** The least distance of two distributions that counts; with few rows the 1 % point of Kolmogorov and Smirnov. */
const KS = 0.2;
const KS_POINT = 1.63;
/** With fewer rows nothing is said. */
const MIN_ROWS = 200;
/** Rows that one JA4 or network needs in both windows. */
const MIN_SCOPE_ROWS = 30;
/** Share of the features of one JA4 or network that must move the same way to look meant. */
const MOST = 0.6;
const FEWEST_FEATURES = 5;
/** Points of the score between which rows are counted. */
const SCORE_BINS = POINTS.filter((point) => point > 0 && point <= 99);

/** A measure that is not of a window yet. */
export type Measured = Omit<DriftMeasure, 'window_from' | 'window_to'>;

/** How far the score and the features of `rows` lie from what the model was trained on; nothing with few rows. */
export async function drift(model: ScoringModel, rows: readonly TrainingRow[]): Promise<Measured[]> {
  if (rows.length < MIN_ROWS) return [];
  const measures: Measured[] = [];
  const psi = scorePsi(model.facts.thresholds, await model.parts.forests.score(matrix(rows)));
  const common = { scope: '', rows: rows.length };
  if (psi !== undefined) measures.push({ ...common, feature: '', method: 'psi', value: psi, threshold: PSI });
  const baseline = model.parts.hosts.everywhere;
  for (const [index, { name }] of model.parts.forests.columns.entries()) {
    const known = baseline.features[index];
    const values = sortedValues(rows, index);
    if (!known || values.length < MIN_ROWS) continue;
    const threshold = Math.max(KS, KS_POINT / Math.sqrt(values.length));
    measures.push({ ...common, feature: name, method: 'ks', value: distanceTo(known, values), threshold });
  }
  return measures;
}

/** The measures of a JA4 or network most of whose features moved the same way: somebody teaches the model. */
export function adversarialDrift(
  features: readonly string[],
  before: readonly TrainingRow[],
  now: readonly TrainingRow[],
): Map<string, Measured[]> {
  const found = new Map<string, Measured[]>();
  const directions = features.map((name) => describedFeatures.find((each) => each.name === name)?.direction ?? 0);
  for (const scopeOf of [ja4Scope, networkScope]) {
    const [earlier, later] = [Map.groupBy(before, scopeOf), Map.groupBy(now, scopeOf)];
    for (const [scope, rows] of later) {
      const old = earlier.get(scope);
      if (scope === undefined || !old || old.length < MIN_SCOPE_ROWS || rows.length < MIN_SCOPE_ROWS) continue;
      const threshold = Math.max(KS, KS_POINT * Math.sqrt((old.length + rows.length) / (old.length * rows.length)));
      let [varying, up, down] = [0, 0, 0];
      const measures = features.flatMap((feature, index): Measured[] => {
        const [a, b] = [sortedValues(old, index), sortedValues(rows, index)];
        if (!directions[index] || !a.length || !b.length || isConstant(a, b)) return [];
        varying++;
        const { value, isHigher } = distance(a, b);
        if (value <= threshold) return [];
        if (isHigher === directions[index] > 0) up++;
        else down++;
        return [{ feature, scope, method: 'ks', value, threshold, rows: rows.length }];
      });
      if (varying >= FEWEST_FEATURES && Math.max(up, down) >= MOST * varying) found.set(scope, measures);
    }
  }
  return found;
}

export const ja4Scope = ({ ja4 }: Pick<TrainingRow, 'ja4'>): string | undefined => (ja4 ? `ja4:${ja4}` : undefined);

/** The /16 of an IPv4 address, the /32 of an IPv6 one: about what one network operator has. */
export function networkScope({ client_ip }: Pick<TrainingRow, 'client_ip'>): string {
  const parts = client_ip.split(isIPv4(client_ip) ? '.' : ':').slice(0, 2);
  return isIPv4(client_ip) ? `net:${parts.join('.')}.0.0/16` : `net:${parts.join(':')}::/32`;
}

/** Population stability index of scores against the points of the held-out ones. */
function scorePsi(thresholds: Thresholds, scores: Float64Array): number | undefined {
  const edges = SCORE_BINS.map((point) => thresholds[`p${point}`]);
  if (edges.includes(undefined)) return undefined;
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const score of scores) counts[edges.filter((edge) => score > edge!).length]!++;
  return counts.reduce((sum, count, bin) => {
    const expected = ((SCORE_BINS[bin] ?? 100) - (SCORE_BINS[bin - 1] ?? 0)) / 100;
    // Half a row in each, so that an empty one does not make it infinite.
    const actual = (count + 0.5) / (scores.length + counts.length / 2);
    return sum + (actual - expected) * Math.log(actual / expected);
  }, 0);
}

function sortedValues(rows: readonly TrainingRow[], index: number): Float64Array {
  return Float64Array.from(rows.map(({ values }) => values[index] ?? NaN).filter(Number.isFinite)).sort();
}

/** Greatest distance of the distribution of sorted values to one known by its quantiles. */
function distanceTo(quantiles: readonly number[], sorted: Float64Array): number {
  let most = 0;
  for (const [at, quantile] of quantiles.entries()) {
    // Of equal quantiles the last says how much lies at or below, the first how much lies below.
    if (quantiles[at + 1] !== quantile) most = Math.max(most, Math.abs(shareUpTo(sorted, quantile) - SHARES[at]!));
  }
  return most;
}

/** The statistic of Kolmogorov and Smirnov for two sorted samples, and whether the second lies higher. */
function distance(a: Float64Array, b: Float64Array): { value: number; isHigher: boolean } {
  let most = 0;
  for (const value of [...a, ...b]) {
    const difference = shareUpTo(a, value) - shareUpTo(b, value);
    if (Math.abs(difference) > Math.abs(most)) most = difference;
  }
  return { value: Math.abs(most), isHigher: most > 0 };
}

/** True when two sorted samples have one and the same value throughout. */
function isConstant(a: Float64Array, b: Float64Array): boolean {
  return Math.min(a[0]!, b[0]!) === Math.max(a.at(-1)!, b.at(-1)!);
}

function shareUpTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}
