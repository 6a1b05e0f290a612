/** Columns of a terminal that does not tell. */
export const defaultColumns = 80;

/** Text that others chose, for a terminal: what would move its cursor or change its state is shown as a replacement. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

/** The text in so many columns; where it does not fit, its beginning and its last `tail` characters. */
export function fitted(text: string, columns: number, tail = 0): string {
  if (text.length <= columns) return text.padEnd(columns);
  return `${text.slice(0, columns - tail - 1)}…${tail > 0 ? text.slice(-tail) : ''}`;
}

/** A count as people read it. */
export const grouped = (count: number): string => count.toLocaleString('en-US');
