import type { DetectionLevel } from '../api-types.js';
import { fittedTail, shareAbove, valueExceededBy, type ParetoTail } from './pareto-tail.js';
import { quantile } from './quantiles.js';

/**
 * Named numbers of a model: `p0` ... `p100` are points of the score on held-out rows, `tail_...` the Pareto tail above
 * `p90`, the level names are the cuts of the levels.
 */
export type Thresholds = Readonly<Record<string, number>>;

/** Percentiles that are kept of the held-out scores. */
export const POINTS = [0, 5, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 100];
const TAIL_START = 0.9;
/**
 * From the highest: the percentile at which each level begins, and the fewest rows that can tell it, alone and with a
 * fitted tail, which is believed up to ten times beyond the rows.
 */
const LEVELS: readonly Level[] = [
  { level: 'critical', percent: 99.99, rows: 10_000, rowsOfTail: 1000, lowest: 0.7 },
  { level: 'high', percent: 99.9, rows: 1000, rowsOfTail: 200, lowest: 0.65 },
  { level: 'medium', percent: 99.5, rows: 200, rowsOfTail: 200, lowest: 0.6 },
  { level: 'low', percent: 99, rows: 100, rowsOfTail: 100, lowest: 0.6 },
];

interface Level {
  readonly level: DetectionLevel;
  readonly percent: number;
  readonly rows: number;
  readonly rowsOfTail: number;
  /** Where all rows are alike some still score highest; below 0.6 no score is an anomaly (Liu, Ting and Zhou 2008, 4.2). */
  readonly lowest: number;
}

/**
 * Points, tail and cuts from the scores of rows that training has not seen. A level that so few rows cannot tell gets
 * no cut; without rows there are none at all.
 */
export function calibrated(scores: Float64Array): Thresholds {
  const sorted = scores.slice().sort();
  const thresholds: Record<string, number> = {};
  if (!sorted.length) return thresholds;
  for (const point of POINTS) thresholds[`p${point}`] = quantile(sorted, point / 100);
  const tail = fittedTail(sorted, TAIL_START);
  for (const [name, value] of Object.entries(tail ?? {})) thresholds[`tail_${name}`] = value as number;
  for (const { level, percent, rows, rowsOfTail, lowest } of LEVELS) {
    if (sorted.length < (tail ? rowsOfTail : rows)) continue;
    const cut = tail ? valueExceededBy(tail, 1 - percent / 100) : quantile(sorted, percent / 100);
    thresholds[level] = Math.max(cut, lowest);
  }
  return thresholds;
}

function tailOf({ tail_from, tail_share, tail_scale, tail_shape }: Thresholds): ParetoTail | undefined {
  if (tail_from === undefined || tail_share === undefined || tail_scale === undefined || tail_shape === undefined) {
    return undefined;
  }
  return { from: tail_from, share: tail_share, scale: tail_scale, shape: tail_shape };
}

/** Share of clean rows that score lower, 0 to 1; null when the model was not calibrated. */
export function percentile(thresholds: Thresholds, score: number): number | null {
  const cuts = POINTS.map((point) => thresholds[`p${point}`]);
  if (cuts.includes(undefined)) return null;
  const tail = tailOf(thresholds);
  if (tail && score > tail.from) return 1 - shareAbove(tail, score);
  const next = cuts.findIndex((cut) => cut! >= score);
  if (next === -1) return 1;
  if (next === 0) return 0;
  const [below, above] = [cuts[next - 1]!, cuts[next]!];
  const within = (score - below) / (above - below);
  return (POINTS[next - 1]! + (POINTS[next]! - POINTS[next - 1]!) * within) / 100;
}

/** The level of a score, or undefined when it is normal. */
export function level(thresholds: Thresholds, score: number): DetectionLevel | undefined {
  return LEVELS.find(({ level }) => score >= (thresholds[level] ?? Infinity))?.level;
}
