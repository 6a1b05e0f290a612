import type { Series } from '#lib/charts/series.ts';
import { messages } from '#lib/messages.ts';

interface Bucket {
  requests: number;
}

/** Returns the line of the requests of the time that another one is compared with, bucket by bucket. */
export function comparedLine(now: readonly unknown[], before: readonly Bucket[]): Series {
  return {
    label: messages.entities.compared,
    colour: '--muted',
    form: 'line',
    values: now.map((_, index) => before[index]?.requests ?? 0),
  };
}
