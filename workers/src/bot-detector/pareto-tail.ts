/**
 * The tail of a distribution above `from`, a generalised Pareto distribution: where few values are left to count, it says
 * how rare a value is (Pickands 1975).
 */
export interface ParetoTail {
  readonly from: number;
  /** Share of all values above `from`. */
  readonly share: number;
  readonly scale: number;
  readonly shape: number;
}

/** With fewer values above its start a tail is guessed, not fitted. */
const MIN_EXCEEDANCES = 20;
/** Nearer to 0 the tail is the exponential one, its limit. */
const EXPONENTIAL = 1e-9;

/**
 * Fits the tail of sorted values above their first `start`, by probability-weighted moments (Hosking and Wallis 1987). One
 * that would end is taken for exponential: what nobody has seen yet is rare, not impossible. Undefined with fewer than 20
 * values above its start, or when these do not vary.
 */
export function fittedTail(sorted: Float64Array, start: number): ParetoTail | undefined {
  const first = Math.ceil((sorted.length - 1) * start);
  const from = sorted[first];
  const above = sorted.subarray(first + 1);
  if (from === undefined || above.length < MIN_EXCEEDANCES) return undefined;
  let [mean, weighted] = [0, 0];
  for (const [at, value] of above.entries()) {
    const excess = (value - from) / above.length;
    mean += excess;
    weighted += excess * (1 - (at + 0.65) / above.length);
  }
  const spread = mean - 2 * weighted;
  if (!(mean > 0) || !(spread > 0)) return undefined;
  const share = above.length / sorted.length;
  const shape = 2 - mean / spread;
  return shape > 0
    ? { from, share, scale: (2 * mean * weighted) / spread, shape }
    : { from, share, scale: mean, shape: 0 };
}

/** How far values of the tail lie above its start on average; without bound where the shape is 1 or more. */
export function meanExcess({ scale, shape }: ParetoTail): number {
  return shape < 1 ? scale / (1 - shape) : Infinity;
}

/** Share of all values above `value`, which must not be below the start of the tail. */
export function shareAbove({ from, share, scale, shape }: ParetoTail, value: number): number {
  const excess = (value - from) / scale;
  if (Math.abs(shape) < EXPONENTIAL) return share * Math.exp(-excess);
  return share * Math.max(0, 1 + shape * excess) ** (-1 / shape);
}

/** The value that a share `above` of all values exceeds; `above` must not be more than the share of the tail. */
export function valueExceededBy({ from, share, scale, shape }: ParetoTail, above: number): number {
  const ratio = above / share;
  if (Math.abs(shape) < EXPONENTIAL) return from - scale * Math.log(ratio);
  return from + (scale / shape) * (ratio ** -shape - 1);
}
