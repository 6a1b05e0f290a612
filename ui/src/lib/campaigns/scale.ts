export interface Scale {
  /** Returns where a value stands, from 0 to 1. */
  at: (value: number) => number;
  ticks: number[];
}

/** Returns a scale over some values: of powers of ten where they span many, else linear. */
export function scaleOf(values: readonly number[]): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const isWide = low >= 0 && high > 1000 * Math.max(1, low);
  const place = (value: number): number => (isWide ? Math.log10(value + 1) : value);
  const from = place(low);
  const length = place(high) - from || 1;
  const at = (value: number): number => (place(value) - from) / length;
  const ticks = isWide
    ? [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].filter((tick) => tick >= low && tick <= high)
    : [low, (low + high) / 2, high];
  return { at, ticks: low === high ? [low] : ticks };
}
