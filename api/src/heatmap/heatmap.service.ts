import type { Clock } from '../context.js';
import { invalid } from '../http/invalid.js';
import { hourRange, isoTime, type TimeRange } from '../http/time-range.js';
import type { HeatmapRepository } from './heatmap.repository.js';
import type { Heatmap, HeatmapRow, HeatmapSearch } from './heatmap.types.js';

const hourMs = 3_600_000;

export class HeatmapService {
  constructor(
    private readonly heatmap: HeatmapRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem validation-failed when nobody knows the zone */
  async get(search: HeatmapSearch): Promise<Heatmap> {
    const { by = 'date' } = search;
    const { timezone, dateOf } = datesIn(search.timezone ?? 'UTC');
    const range = hourRange(search, this.clock.now(), '-7d');
    const found = new Map((await this.heatmap.rows({ ...search, timezone }, range)).map((row) => [row.day, row]));
    const days = by === 'weekday' ? ['1', '2', '3', '4', '5', '6', '7'] : datesOf(range, dateOf);
    const items = days.map((day): HeatmapRow => found.get(day) ?? { day, hours: Array<number>(24).fill(0) });
    const max = Math.max(0, ...items.flatMap(({ hours }) => hours));
    return { from: isoTime(range.from), to: isoTime(range.to), timezone, max, items };
  }
}

/** Returns a zone as its name is written, and what says the date of an instant, in milliseconds, in it. */
function datesIn(given: string): { timezone: string; dateOf: (ms: number) => string } {
  try {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: given, dateStyle: 'short' });
    const { timeZone: timezone } = format.resolvedOptions();
    // +02:00 is a zone to the language, and none to the store.
    if (/^[a-z]/i.test(timezone)) return { timezone, dateOf: (ms) => format.format(ms) };
  } catch {
    // Said below.
  }
  throw invalid('query.timezone', 'must be the name of a time zone like Europe/Paris');
}

function datesOf({ from, to }: TimeRange, dateOf: (ms: number) => string): string[] {
  const hours = Array.from({ length: (to - from) / 1000 / hourMs }, (_, index) => from / 1000 + index * hourMs);
  return [...new Set(hours.map(dateOf))];
}
