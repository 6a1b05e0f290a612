import type { DetectionLevel } from '../api-types.js';
import { fittedTail, meanExcess, shareAbove, valueExceededBy, type ParetoTail } from './pareto-tail.js';
import { quantile } from './quantiles.js';
import { CERTAINTY } from './severity.js';

/**
 * Named numbers of a model: `p0` ... `p100` are points of the score on held-out rows, `tail_...` the Pareto tail above
 * `p90`, the level names are the cuts of the levels.
 */
export type Thresholds = Readonly<Record<string, number>>;

/** Percentiles that are kept of the held-out scores. */
export const POINTS = [0, 5, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 100];
const TAIL_START = 0.9;
/** Without a tail nothing is told to be rarer than what can be counted among few rows. */
const COUNTED = 0.01;
/**
 * From the highest: the percentile at which each level begins, the fewest rows that can tell it, alone and with a fitted
 * tail, which is believed up to ten times beyond the rows, and how sure an anomaly of it makes us.
 */
const LEVELS: readonly Level[] = [
  { level: 'critical', percent: 99.99, rows: 10_000, rowsOfTail: 1000 },
  { level: 'high', percent: 99.9, rows: 1000, rowsOfTail: 200 },
  { level: 'medium', percent: 99.5, rows: 200, rowsOfTail: 200 },
  { level: 'low', percent: 99, rows: 100, rowsOfTail: 100 },
];
/** Below it no score is an anomaly, however alike all rows are: it is that of a path of usual length. */
const LEAST_SCORE = 0.5;

/** The doubt that is left, by the nines of the percentile; beyond the last point it shrinks as before it. */
const DOUBTS = [
  { nines: 0, doubt: 1 },
  ...LEVELS.map(({ level, percent }) => ({
    nines: -Math.log10(1 - percent / 100),
    doubt: 1 - CERTAINTY[level],
  })).reverse(),
];

interface Level {
  readonly level: DetectionLevel;
  readonly percent: number;
  readonly rows: number;
  readonly rowsOfTail: number;
}

/**
 * Points, tail and cuts from the scores of rows that training has not seen. A level that so few rows cannot tell gets
 * no cut; without rows there are none at all.
 *
 * @param all what is known of all rows where these are some of them: their tail is taken for no shorter, as some rows are
 *   often of few clients, who are all alike
 */
export function calibrated(scores: Float64Array, all: Thresholds = {}): Thresholds {
  const sorted = scores.slice().sort();
  const thresholds: Record<string, number> = {};
  if (!sorted.length) return thresholds;
  for (const point of POINTS) thresholds[`p${point}`] = quantile(sorted, point / 100);
  const tail = noShorter(fittedTail(sorted, TAIL_START), tailOf(all));
  for (const [name, value] of Object.entries(tail ?? {})) thresholds[`tail_${name}`] = value as number;
  for (const { level, percent, rows, rowsOfTail } of LEVELS) {
    if (sorted.length < (tail ? rowsOfTail : rows)) continue;
    const cut = tail ? valueExceededBy(tail, 1 - percent / 100) : quantile(sorted, percent / 100);
    thresholds[level] = Math.max(cut, LEAST_SCORE);
  }
  return thresholds;
}

function noShorter(tail: ParetoTail | undefined, other: ParetoTail | undefined): ParetoTail | undefined {
  if (!tail || !other || meanExcess(tail) >= meanExcess(other)) return tail;
  return { ...tail, scale: other.scale, shape: other.shape };
}

function tailOf({ tail_from, tail_share, tail_scale, tail_shape }: Thresholds): ParetoTail | undefined {
  if (tail_from === undefined || tail_share === undefined || tail_scale === undefined || tail_shape === undefined) {
    return undefined;
  }
  return { from: tail_from, share: tail_share, scale: tail_scale, shape: tail_shape };
}

/** Share of clean rows that score higher, 0 to 1; null when the model was not calibrated. */
function rarity(thresholds: Thresholds, score: number): number | null {
  const cuts = POINTS.map((point) => thresholds[`p${point}`]);
  if (cuts.includes(undefined)) return null;
  const tail = tailOf(thresholds);
  if (tail && score > tail.from) return shareAbove(tail, score);
  const next = cuts.findIndex((cut) => cut! >= score);
  if (next === -1) return 0;
  if (next === 0) return 1;
  const [below, above] = [cuts[next - 1]!, cuts[next]!];
  const within = (score - below) / (above - below);
  return 1 - (POINTS[next - 1]! + (POINTS[next]! - POINTS[next - 1]!) * within) / 100;
}

/** Share of clean rows that score lower, 0 to 1; null when the model was not calibrated. */
export function percentile(thresholds: Thresholds, score: number): number | null {
  const above = rarity(thresholds, score);
  return above === null ? null : 1 - above;
}

/**
 * How sure a score makes us, 0 to 1, on the scale of the severities of reasons: where a level begins it is as sure as a
 * reason of that level; between, by the number of nines. Without calibration a score makes us sure of nothing.
 */
export function certainty(thresholds: Thresholds, score: number): number {
  const above = Math.max(rarity(thresholds, score) ?? 1, tailOf(thresholds) ? Number.MIN_VALUE : COUNTED);
  const nines = -Math.log10(above);
  const next = DOUBTS.findIndex((point) => point.nines >= nines);
  const [from, to] = next < 0 ? DOUBTS.slice(-2) : DOUBTS.slice(Math.max(0, next - 1), Math.max(0, next - 1) + 2);
  const slope = (Math.log(to!.doubt) - Math.log(from!.doubt)) / (to!.nines - from!.nines);
  return 1 - from!.doubt * Math.exp(slope * (nines - from!.nines));
}

/** The level of a score, or undefined when it is normal. */
export function level(thresholds: Thresholds, score: number): DetectionLevel | undefined {
  return LEVELS.find(({ level }) => score >= (thresholds[level] ?? Infinity))?.level;
}
