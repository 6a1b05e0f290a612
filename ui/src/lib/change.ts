import { changeOf, formatDecimal, formatShare } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';

const sign = (value: number): string => (value >= 0 ? '+' : '−');

/** Returns how a number changed, in percent and words. */
export function changeInWords(current: number, before: number): string {
  const change = changeOf(current, before);
  if (change === null) return current === 0 ? '–' : messages.range.noBefore;
  if (change === 0) return messages.range.unchanged;
  return `${sign(change)}${formatShare(Math.abs(change))}`;
}

/** Returns how a share changed, in percentage points. */
export function pointsInWords(current: number | null, before: number | null): string {
  if (current === null || before === null) return messages.range.noBefore;
  const points = 100 * (current - before);
  return messages.overview.points(`${sign(points)}${formatDecimal(Math.round(Math.abs(points) * 10) / 10)}`);
}
