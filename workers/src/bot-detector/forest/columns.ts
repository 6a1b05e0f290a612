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

/** Values that a median is learnt from, evenly spread over the rows: more would not move it. */
const MEDIAN_VALUES = 16_384;

function median(values: Float64Array): number | null {
  const sorted = values.sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 ? upper : (sorted[middle - 1]! + upper) / 2;
}

/** Medians, missing shares and constant columns of training rows, in one walk over them. */
export function learnColumns({ features, values }: FeatureMatrix): Column[] {
  const rows = values.length / features.length;
  const stride = Math.ceil(rows / MEDIAN_VALUES);
  const seen = features.map(() => ({ count: 0, lowest: Infinity, highest: -Infinity }));
  const picked = features.map(() => new Float64Array(Math.min(rows, MEDIAN_VALUES)));
  for (let start = 0; start < values.length; start += features.length) {
    for (let index = 0; index < features.length; index++) {
      const value = values[start + index]!;
      if (!Number.isFinite(value)) continue;
      const column = seen[index]!;
      if (column.count % stride === 0) picked[index]![column.count / stride] = value;
      column.count++;
      if (value < column.lowest) column.lowest = value;
      if (value > column.highest) column.highest = value;
    }
  }
  return features.map(({ name, direction }, index) => {
    const { count, lowest, highest } = seen[index]!;
    const middle = median(picked[index]!.subarray(0, Math.ceil(count / stride)));
    const column = { name, direction, median: middle, missing_share: (rows - count) / rows, dropped: false };
    return { ...column, dropped: !count || preparedValue(column, lowest) === preparedValue(column, highest) };
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
