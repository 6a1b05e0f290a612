import type { Schemas } from '@ja4-platform/sdk';
import { formatDecimal, formatMicroseconds, formatShare } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';

type Feature = Schemas['ExplainedFeature'];

/** Returns a value of a feature in its unit. */
export function formatFeature(value: number | null, unit: string): string {
  if (value === null) return '–';
  if (unit === 'yes/no') return value === 1 ? messages.detection.yes : messages.detection.no;
  if (unit === 'ratio') return formatShare(value);
  if (unit === 'ms' || unit === 's') return formatMicroseconds(value * (unit === 's' ? 1e6 : 1e3));
  return unit === 'log10' ? formatDecimal(10 ** value - 1) : formatDecimal(value);
}

/** Where things stand on a line from 0 to 100: the usual range, its middle, and what was seen. Null when nobody has it. */
export function positionsOf({
  value,
  p05,
  median,
  p95,
}: Feature): Record<'low' | 'middle' | 'high' | 'seen', number> | null {
  if (value === null || p05 === null || median === null || p95 === null) return null;
  const from = Math.min(p05, value);
  const length = Math.max(p95, value) - from || 1;
  const at = (point: number): number => 4 + (92 * (point - from)) / length;
  return { low: at(p05), middle: at(median), high: at(p95), seen: at(value) };
}
