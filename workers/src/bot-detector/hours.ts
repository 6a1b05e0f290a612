/** Tells the time; tests have one of their own. */
export type Clock = Pick<DateConstructor, 'now'>;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** How long after an hour its last requests are waited for: the grace time of the join, with room. */
const SETTLED_MS = 60_000;

/** The start of the hour that holds `time` (ms), `offset` hours later, as RFC 3339. */
export function hourStart(time: number, offset = 0): string {
  return new Date((Math.floor(time / HOUR_MS) + offset) * HOUR_MS).toISOString();
}

/** The start of the hour after `hour`. */
export function nextHour(hour: string): string {
  return hourStart(Date.parse(hour), 1);
}

/** True when an hour is over, and so its last requests are there. */
export function isOver(hour: string, now: number): boolean {
  return now >= Date.parse(hour) + HOUR_MS + SETTLED_MS;
}
