/** Linear interpolation between the two nearest of sorted values, of which there must be one at least. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at % 1);
}

/** Shares whose quantiles stand for a distribution, close together where it is rare. */
export const SHARES = [
  0, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 1,
];

/** The values at {@link SHARES}; null without any value. */
export function quantilesOf(values: Float64Array): number[] | null {
  const sorted = values.slice().sort();
  return sorted.length ? SHARES.map((share) => Number(quantile(sorted, share).toPrecision(6))) : null;
}

/** The place where a value stands among quantiles: the share below it, and the share at or below it. */
export function shareAt(quantiles: readonly number[], value: number): { below: number; upTo: number } {
  const first = quantiles.findIndex((quantile) => quantile >= value);
  if (first === -1) return { below: 1, upTo: 1 };
  const last = quantiles.findLastIndex((quantile) => quantile <= value);
  if (last === -1) return { below: 0, upTo: 0 };
  if (first <= last) return { below: SHARES[first]!, upTo: SHARES[last]! };
  const [low, high] = [quantiles[last]!, quantiles[first]!];
  const share = SHARES[last]! + ((SHARES[first]! - SHARES[last]!) * (value - low)) / (high - low);
  return { below: share, upTo: share };
}
