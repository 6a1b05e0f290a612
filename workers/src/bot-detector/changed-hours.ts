import type { Client } from '../api-types.js';
import { hourStart, isOver, nextHour } from './hours.js';

/** How far back late requests are looked for, and where a range without a start begins. */
export const LOOK_BACK_HOURS = 24;

/** Hours `from` (included) to `to` (excluded), RFC 3339. */
export interface HourRange {
  readonly from: string;
  readonly to: string;
}

/**
 * Tells which hours of the last day have other requests than when they were last scored: the running hour, the one that
 * has ended since, and any hour that a sensor delivered late. After a start that is every hour that has any.
 */
export class ChangedHours {
  #scored = new Map<string, string>();

  constructor(private readonly client: Client) {}

  /** The changed hours, oldest first; `confirm` says that they were scored. */
  async find(now: number): Promise<{ ranges: HourRange[]; confirm: () => void }> {
    const day = { from: hourStart(now, -LOOK_BACK_HOURS), to: hourStart(now, 1) };
    const { timeline } = await this.client.metrics.overview(day);
    const counts = new Map<string, string>();
    for (const { time, requests, correlated } of timeline) {
      const hour = hourStart(Date.parse(time));
      if (requests > 0) counts.set(hour, `${requests} ${correlated} ${isOver(hour, now)}`);
    }
    const changed = [...counts.keys()].filter((hour) => counts.get(hour) !== this.#scored.get(hour));
    return {
      ranges: rangesOf(changed),
      confirm: () => {
        this.#scored = counts;
      },
    };
  }
}

/** Hours as ranges: those that follow each other are one. */
function rangesOf(hours: readonly string[]): HourRange[] {
  const ranges: HourRange[] = [];
  for (const from of hours) {
    const last = ranges.at(-1);
    if (last?.to === from) ranges[ranges.length - 1] = { from: last.from, to: nextHour(from) };
    else ranges.push({ from, to: nextHour(from) });
  }
  return ranges;
}
