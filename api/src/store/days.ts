import type { TimeRange } from '../http/time-range.js';
import { Conditions } from './conditions.js';
import { instant } from './instant.js';

const dayUs = 24 * 3_600_000_000;

/** Rows of a range as the table `t`: what is read from, and conditions to add others to. */
export interface RowsOfRange {
  readonly from: string;
  readonly conditions: Conditions;
  /** Whether the rows of whole days are those of the daily table. */
  readonly hasDays: boolean;
}

/** An hourly table, a daily one where there is any, and what is read of each: columns of the same names and types, all of them when absent. */
export interface HoursAndDays {
  readonly hours: string;
  readonly days?: string;
  readonly columnsOfHours?: string;
  readonly columnsOfDays?: string;
}

/** Returns the conditions of rows `t` of an hourly table. */
export function hoursOf({ from, to }: TimeRange): Conditions {
  return new Conditions().between('hour', from, to);
}

/** What a FROM names of the hourly table. */
export function hoursTable({ hours, columnsOfHours }: HoursAndDays): string {
  return columnsOfHours === undefined ? hours : `(SELECT ${columnsOfHours} FROM ${hours} AS h)`;
}

/** The same of the daily table. */
export function daysTable({ days = '', columnsOfDays }: HoursAndDays): string {
  return columnsOfDays === undefined ? days : `(SELECT ${columnsOfDays} FROM ${days} AS d)`;
}

/** Returns which of a range's whole hours are read from the hourly table, and which from the daily one. */
export function partsOf({ days }: HoursAndDays, range: TimeRange): { atItsEnds: TimeRange[]; wholeDays: TimeRange[] } {
  const { from, to } = range;
  const firstDay = Math.ceil(from / dayUs) * dayUs;
  const lastDay = Math.floor(to / dayUs) * dayUs;
  if (days === undefined || firstDay >= lastDay) return { atItsEnds: [range], wholeDays: [] };
  return {
    atItsEnds: [
      { from, to: firstDay },
      { from: lastDay, to },
    ],
    wholeDays: [{ from: firstDay, to: lastDay }],
  };
}

/** Returns the rows of the hourly table alone. */
export function rowsOfHours(tables: HoursAndDays, range: TimeRange): RowsOfRange {
  return { from: `${hoursTable(tables)} AS t`, conditions: hoursOf(range), hasDays: false };
}

/**
 * Returns the rows of an aggregate in whole hours. Those of whole days come from the table that has a row where the hourly one
 * has up to 24; a row's `hour` is then the start of its day.
 */
export function rowsOfRange(tables: HoursAndDays, range: TimeRange): RowsOfRange {
  const { hours, days, columnsOfHours = '*', columnsOfDays = '*' } = tables;
  const [whole] = partsOf(tables, range).wholeDays;
  if (!whole) return rowsOfHours(tables, range);
  const atItsEnds = `(h.hour >= ${instant('hour_from')} AND h.hour < ${instant('day_from')})
    OR (h.hour >= ${instant('day_to')} AND h.hour < ${instant('hour_to')})`;
  const within = `d.hour >= ${instant('day_from')} AND d.hour < ${instant('day_to')}`;
  const params = { hour_from: range.from, day_from: whole.from, day_to: whole.to, hour_to: range.to };
  return {
    from: `(SELECT ${columnsOfHours} FROM ${hours} AS h WHERE ${atItsEnds}
      UNION ALL SELECT ${columnsOfDays} FROM ${days} AS d WHERE ${within}) AS t`,
    conditions: new Conditions().add('1', params),
    hasDays: true,
  };
}
