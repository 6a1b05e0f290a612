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
  const ticks = isWide ? powersUpTo(high) : roundTicks(low, high);
  const from = Math.min(place(low), place(ticks[0] ?? low));
  const length = Math.max(place(high), place(ticks.at(-1) ?? high)) - from || 1;
  return { at: (value) => (place(value) - from) / length, ticks };
}

/** Returns the powers of ten from 1 to the first that is not below a number. */
function powersUpTo(high: number): number[] {
  return Array.from({ length: Math.ceil(Math.log10(high)) + 1 }, (_, power) => 10 ** power);
}

/** Returns about five round numbers around a range: steps of 1, 2 or 5 times a power of ten. */
function roundTicks(low: number, high: number): number[] {
  if (low === high) return [low];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(low / step);
  const count = Math.ceil(high / step) - first + 1;
  // Multiples, not sums, which would gather what a step is not exact in.
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
