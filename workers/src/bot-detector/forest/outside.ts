import { preparedValue, type Column } from './columns.js';

/**
 * How far a value lies outside of all that training rows had, as a share of the range that would then be: 0 within, 1
 * where they had only one value.
 */
export function shareOutside(column: Column, value: number): number {
  const { low, high } = column;
  if (low === null || high === null) return 0;
  const seen = preparedValue(column, value);
  const beyond = Math.max(seen - high, low - seen);
  return beyond > 0 ? beyond / (high - low + beyond) : 0;
}

/**
 * The path of a row that lies outside, as if it had been among those that grew the trees: each split would be drawn over a
 * range that reaches out to the row, and cut it off there and then with the mean of the shares over all columns (as in
 * Guha and others 2016, robust random cut forests).
 *
 * @param shares the sum of the shares
 */
export function cutOff(length: number, shares: number, columns: number): number {
  const chance = shares / columns;
  // (1 - (1 - chance) ** length) / chance, exact for small chances as well.
  return chance > Number.EPSILON ? -Math.expm1(length * Math.log1p(-chance)) / chance : length;
}

/** Cuts off the paths of those of some rows that lie outside. */
export function cutPaths(lengths: Float64Array, columns: readonly Column[], values: Float64Array): void {
  let at = 0;
  for (let row = 0; row < lengths.length; row++) {
    let shares = 0;
    for (const column of columns) shares += shareOutside(column, values[at++]!);
    lengths[row] = cutOff(lengths[row]!, shares, columns.length);
  }
}
