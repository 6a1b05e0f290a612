import type { Clock } from '../context.js';
import type { TimeRange } from '../http/time-range.js';
import type { Retention } from '../store/retention.js';

const hourUs = 3_600_000_000;
const dayUs = 24 * hourUs;

/** The time just before, or the same hours a day or a week before. */
export type ComparedWith = 'previous' | 'day' | 'week';

/** What hours are compared with: as much of the time before as has passed of them, since the hour that runs is not over. */
export class Comparisons {
  constructor(
    private readonly retention: Retention,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the time that whole hours are compared with. It begins with an hour and ends as far into one as now is, or with the
   * nearest hour where a day or more is compared and the requests of that hour are gone. Undefined when not all of it is kept: what
   * is left of it would read as a change.
   *
   * @param tables that the hours are read from
   */
  timeBefore(hours: TimeRange, compared: ComparedWith, tables: readonly string[]): TimeRange | undefined {
    const nowMs = this.clock.now();
    const nowUs = nowMs * 1000;
    const end = hours.from < nowUs && nowUs < hours.to ? nowUs : hours.to;
    const passed = Math.ceil(end / hourUs) * hourUs - hours.from;
    const shift = { previous: passed, day: dayUs, week: 7 * dayUs }[compared];
    const [from, to] = [hours.from - shift, end - shift];
    const isKept = (table: string, since: number): boolean => since >= this.retention.keptSince(table, nowMs);
    if (!tables.every((table) => isKept(table, from))) return undefined;
    if (to % hourUs === 0 || isKept('http_logs', to - (to % hourUs))) return { from, to };
    return passed < dayUs ? undefined : { from, to: Math.round(to / hourUs) * hourUs };
  }
}
