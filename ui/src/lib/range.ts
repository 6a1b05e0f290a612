import { formatDated } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';

/** The ranges that one key or click chooses, up to now; the first is what the API takes when none is named. */
export const presets = ['-24h', '-1h', '-6h', '-7d', '-30d'] as const;
export const defaultFrom = presets[0];

/** Returns a range in words. */
export function describeRange(from: string | undefined, to: string | undefined): string {
  const start = from ?? defaultFrom;
  if (to === undefined) {
    const relative = /^-(\d+)([mhd])$/.exec(start);
    return relative
      ? messages.range.last(Number(relative[1]), relative[2] as 'm' | 'h' | 'd')
      : messages.range.since(describeEnd(start));
  }
  return messages.range.between(describeEnd(start), describeEnd(to));
}

function describeEnd(time: string): string {
  return Number.isNaN(Date.parse(time)) ? time : formatDated(time);
}
