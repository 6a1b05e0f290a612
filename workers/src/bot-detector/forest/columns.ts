/** Which side of a feature is suspicious: high (1), low (-1) or both (0). */
export type Direction = -1 | 0 | 1;

export interface FeatureDefinition {
  readonly name: string;
  readonly direction: Direction;
}

/** What a model knows of one feature. A dropped feature varied in no training row and is in no tree. */
export interface Column extends FeatureDefinition {
  /** Stands in for a missing value and is where the benign side is clipped; null when no training row had a value. */
  readonly median: number | null;
  /** Share of training rows without a value. */
  readonly missing_share: number;
  readonly dropped: boolean;
}

/** Row-major values of a feature list; anything not finite is missing. */
export interface FeatureMatrix {
  readonly features: readonly FeatureDefinition[];
  readonly values: Float64Array;
}

/** A value as the trees see it: the median where it is missing, and never beyond the median on the benign side. */
export function preparedValue(column: Column, value: number): number {
  const median = column.median ?? 0;
  if (!Number.isFinite(value)) return median;
  if (column.direction === 1) return Math.max(value, median);
  if (column.direction === -1) return Math.min(value, median);
  return value;
}

function median(sorted: Float64Array): number | null {
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 ? upper : (sorted[middle - 1]! + upper) / 2;
}

/** Medians, missing shares and constant columns of training rows. */
export function learnColumns({ features, values }: FeatureMatrix): Column[] {
  const rows = values.length / features.length;
  return features.map(({ name, direction }, index) => {
    const present = new Float64Array(rows);
    let count = 0;
    for (let at = index; at < values.length; at += features.length) {
      const value = values[at]!;
      if (Number.isFinite(value)) present[count++] = value;
    }
    const sorted = present.subarray(0, count).sort();
    const column = { name, direction, median: median(sorted), missing_share: (rows - count) / rows, dropped: false };
    const lowest = preparedValue(column, sorted[0] ?? NaN);
    const highest = preparedValue(column, sorted[count - 1] ?? NaN);
    return { ...column, dropped: lowest === highest };
  });
}

/** The rows `from` to `to` as the trees see them: prepared values of the columns that were not dropped. */
export function preparedRows(columns: readonly Column[], values: Float64Array, from: number, to: number): Float64Array {
  const kept = columns.flatMap((column, index) => (column.dropped ? [] : [{ column, index }]));
  const prepared = new Float64Array((to - from) * kept.length);
  let at = 0;
  for (let row = from; row < to; row++) {
    const start = row * columns.length;
    for (const { column, index } of kept) prepared[at++] = preparedValue(column, values[start + index]!);
  }
  return prepared;
}
