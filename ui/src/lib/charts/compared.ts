import type { Series } from '#lib/charts/series.ts';
import { messages } from '#lib/messages.ts';

interface Bucket {
  previous_requests: number | null;
}

/** Returns the line of the requests of the time that another one is compared with, bucket by bucket; none when that is not kept. */
export function comparedLine(buckets: readonly Bucket[]): Series[] {
  const values = buckets.map(({ previous_requests }) => previous_requests);
  if (values.every((value) => value === null)) return [];
  return [{ label: messages.entities.compared, colour: '--muted', form: 'line', values }];
}
