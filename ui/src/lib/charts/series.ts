/** One series of a chart over time. */
export interface Series {
  label: string;
  /** One number for each time, null where none is known. */
  values: readonly (number | null)[];
  /** Name of a colour of the style sheet. */
  colour: string;
  /** `stack`: bars upon each other; `bar`: a bar before them; `line`: dashed, for what it is compared with. */
  form: 'stack' | 'bar' | 'line';
}

/** Returns some numbers over time upon each other, and above them what is left, unless that is nothing. */
export function stackOf(
  series: readonly { label: string; values: readonly number[] }[],
  colours: readonly string[],
  rest: { label: string; values: readonly number[] },
): Series[] {
  const parts = series.map((each, index) => ({ ...each, colour: colours[index] ?? '--bar' }));
  const left = rest.values.some((count) => count > 0) ? [{ ...rest, colour: '--bar-rest' }] : [];
  return [...parts, ...left].map((each) => ({ ...each, form: 'stack' }));
}

/**
 * Returns what is drawn, in the order of the series: what is stacked stands on what comes before it.
 */
export function heightsOf(series: readonly Series[]): (number | null)[][] {
  const below: number[] = series[0]?.values.map(() => 0) ?? [];
  return series.map(({ values, form }) => {
    if (form !== 'stack') return [...values];
    return values.map((value, index) => (below[index] = (below[index] ?? 0) + (value ?? 0)));
  });
}
