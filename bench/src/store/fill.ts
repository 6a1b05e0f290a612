import type { Platform } from '../platform.js';
import { cardinalities, generateHandshakes, generateRequests } from './generate.sql.js';

/** Many at once, so that views cost little a request; few enough for the memory that merges of many millions leave. */
const perStatement = 50_000;

/** Fills a platform up to so many requests; what a kept directory has from an earlier run stays. */
export async function fillUpTo(platform: Platform, rows: number, log: (line: string) => void): Promise<void> {
  const filled = Number(await platform.sql(`SELECT count() FROM http_logs WHERE startsWith(sensor_id, 'web-')`));
  if (filled < rows - 1000) await fill(platform, Math.floor(Date.now() / 3_600_000) * 3600, filled, rows, log);
}

/** Spreads the requests from number `from` up to `to` over the days before now, half a day in each statement and two statements at once. */
async function fill(
  platform: Platform,
  now: number,
  from: number,
  to: number,
  log: (line: string) => void,
): Promise<void> {
  const count = Math.max(2 * cardinalities.days, Math.ceil((to - from) / perStatement));
  const seconds = (cardinalities.days * 86_400) / count;
  const start = performance.now();
  let next = 0;
  const filler = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const [first = 0, end = 0] = [index, index + 1].map(
        (at) => 16 * Math.floor((from + ((to - from) * at) / count) / 16),
      );
      const stretch = { begin: Math.round(now - seconds * (count - index)), seconds: Math.floor(seconds) };
      await platform.sql(generateRequests(stretch, first, end - first));
      await platform.sql(generateHandshakes(stretch));
      if (index % 10 === 9) log(`filled ${end} of ${to}, ${Math.round((performance.now() - start) / 1000)} s`);
    }
  };
  await Promise.all([filler(), filler()]);
}
