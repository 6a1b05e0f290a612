import { formatDated } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';

/** The ranges that one key or click chooses, up to now; the first is what the API takes when none is named. */
export const presets = ['-24h', '-1h', '-6h', '-7d', '-30d'] as const;
export const defaultFrom = presets[0];

/** What a range can be compared with: the first is what is taken when none is named. */
export const comparisons = ['previous', 'day', 'week'] as const;
export type Comparison = (typeof comparisons)[number];

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const relative = /^-(\d+)([mhd])$/;

/** Returns a range in words. */
export function describeRange(from: string | undefined, to: string | undefined): string {
  const start = from ?? defaultFrom;
  if (to === undefined) {
    const [, count, unit] = relative.exec(start) ?? [];
    return count === undefined
      ? messages.range.since(describeEnd(start))
      : messages.range.last(Number(count), unit as 'm' | 'h' | 'd');
  }
  return messages.range.between(describeEnd(start), describeEnd(to));
}

function describeEnd(time: string): string {
  return Number.isNaN(Date.parse(time)) ? time : formatDated(time);
}

/** Returns the two ends of a range as times; what cannot be read counts as the default. */
export function endsOf(from: string | undefined, to: string | undefined, now: Date): { from: Date; to: Date } {
  const timeOf = (text: string): Date | undefined => {
    const [, count, unit] = relative.exec(text) ?? [];
    if (count !== undefined) return new Date(now.getTime() - Number(count) * unitMs[unit as 'm' | 'h' | 'd']);
    return Number.isNaN(Date.parse(text)) ? undefined : new Date(text);
  };
  return {
    from: timeOf(from ?? defaultFrom) ?? new Date(now.getTime() - unitMs.d),
    to: (to === undefined ? undefined : timeOf(to)) ?? now,
  };
}

/** Returns the range that another one is compared with: of the same length, so much earlier. */
export function comparedRange(
  { from, to }: { from: Date; to: Date },
  comparison: Comparison,
): { from: string; to: string } {
  const shift = { previous: to.getTime() - from.getTime(), day: unitMs.d, week: 7 * unitMs.d }[comparison];
  return {
    from: new Date(from.getTime() - shift).toISOString(),
    to: new Date(to.getTime() - shift).toISOString(),
  };
}
