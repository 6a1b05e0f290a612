import type { DetectionLevel } from '../api-types.js';

/** Named numbers of a model: `p0` ... `p100` are points of the score on held-out rows, the level names are its cuts. */
export type Thresholds = Readonly<Record<string, number>>;

const POINTS = [0, 5, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 100];
/** From the highest: the percentile at which each level begins, and the fewest rows that can tell it. */
const LEVELS: readonly { level: DetectionLevel; percent: number; rows: number }[] = [
  { level: 'critical', percent: 99.99, rows: 10_000 },
  { level: 'high', percent: 99.9, rows: 1000 },
  { level: 'medium', percent: 99.5, rows: 200 },
  { level: 'low', percent: 99, rows: 100 },
];
/** Where all rows are alike some still score highest; below this no score is an anomaly (Liu, Ting and Zhou 2008, 4.2). */
const LOWEST_CUT = 0.6;

/** Linear interpolation between the two nearest scores; `sorted` must not be empty. */
function quantile(sorted: Float64Array, percent: number): number {
  const at = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at % 1);
}

/**
 * Points and cuts from the scores of rows that training has not seen. A level that so few rows cannot tell gets no
 * cut; without rows there are none at all.
 */
export function calibrated(scores: Float64Array): Thresholds {
  const sorted = scores.slice().sort();
  const thresholds: Record<string, number> = {};
  if (!sorted.length) return thresholds;
  for (const point of POINTS) thresholds[`p${point}`] = quantile(sorted, point);
  for (const { level, percent, rows } of LEVELS) {
    if (sorted.length >= rows) thresholds[level] = Math.max(quantile(sorted, percent), LOWEST_CUT);
  }
  return thresholds;
}

/** Share of the held-out rows that score lower, 0 to 1; null when the model was not calibrated. */
export function percentile(thresholds: Thresholds, score: number): number | null {
  const cuts = POINTS.map((point) => thresholds[`p${point}`]);
  if (cuts.includes(undefined)) return null;
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
