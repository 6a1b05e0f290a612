/** One series of a chart over time. */
export interface Series {
  label: string;
  /** One number for each time. */
  values: readonly number[];
  /** Name of a colour of the style sheet. */
  colour: string;
  /** `stack`: bars upon each other; `bar`: a bar before them; `line`: dashed, for what it is compared with. */
  form: 'stack' | 'bar' | 'line';
}

/**
 * Returns what is drawn, in the order of the series: what is stacked stands on what comes before it.
 */
export function heightsOf(series: readonly Series[]): number[][] {
  const below = series[0]?.values.map(() => 0) ?? [];
  return series.map(({ values, form }) => {
    if (form !== 'stack') return [...values];
    return values.map((value, index) => (below[index] = (below[index] ?? 0) + value));
  });
}
