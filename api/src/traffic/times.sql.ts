import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import { daysTable, hoursTable, partsOf, type HoursAndDays } from '../store/days.js';
import { instant } from '../store/instant.js';
import type { QueryParams } from '../store/store.js';

const secondUs = 1_000_000;
const hourUs = 3600 * secondUs;

interface RowsAsked {
  /** Each begins with an hour. Those that end within the same hour end at the same instant. */
  readonly times: readonly TimeRange[];
  readonly tables: HoursAndDays;
  /** Which rows `t` of the tables. */
  readonly conditions: Conditions;
  /** What is read of them. */
  readonly columns: string;
  /** SQL of the requests of a time, which it may narrow, with these columns. */
  readonly requestsOf: (time: Conditions) => string;
}

/** Rows of several times as `t`; what a FROM names, with its parameters: how many `times` there are among them. */
export interface RowsOfTimes {
  readonly from: string;
  readonly params: QueryParams;
}

/** A row of one of several times. */
export interface InTime {
  readonly time_no: number;
}

/** SQL after a FROM of {@link rowsOfTimes}: a row for each time in turn, for one without requests as well. */
export const ofEachTime = 'GROUP BY t.time_no ORDER BY t.time_no WITH FILL FROM 0 TO {times:UInt8}';

/** Returns the rows of each time in turn. */
export function byTime<Row extends InTime>(
  times: readonly TimeRange[],
  rows: readonly Row[],
): Omit<Row, 'time_no'>[][] {
  return times.map((_, no) => rows.filter(({ time_no }) => time_no === no).map(({ time_no: _, ...row }) => row));
}

/** The rows of a table, by the times that their hours are of. */
class Arm {
  private readonly stretches: [no: number, from: number, to: number][] = [];

  constructor(private readonly name: string) {}

  /** Adds that rows of a stretch are of a time. */
  add(no: number, { from, to }: TimeRange): void {
    if (from < to) this.stretches.push([no, from, to]);
  }

  get params(): QueryParams {
    const { name, stretches } = this;
    const ends = stretches.flatMap(([, from, to], index) => [
      [`${name}_${index}_from`, from],
      [`${name}_${index}_to`, to],
    ]);
    return {
      ...(Object.fromEntries(ends) as QueryParams),
      [`${name}_nos`]: stretches.map(([no]) => no),
      [`${name}_froms`]: stretches.map(([, from]) => from / secondUs),
      [`${name}_tos`]: stretches.map(([, , to]) => Math.ceil(to / secondUs)),
    };
  }

  /** SQL that is true of the rows `t` of any stretch. */
  ofAny(column: string): string {
    const within = (name: string): string =>
      `(t.${column} >= ${instant(`${name}_from`)} AND t.${column} < ${instant(`${name}_to`)})`;
    return `(${this.stretches.map((_, index) => within(`${this.name}_${index}`)).join(' OR ')})`;
  }

  /** SQL of the numbers of the times that a row `t` is of. */
  get numbers(): string {
    const [nos, froms, tos] = ['nos:Array(UInt8)', 'froms:Array(UInt32)', 'tos:Array(UInt32)'].map(
      (parameter) => `{${this.name}_${parameter}}`,
    );
    const within = '(no, begin, end) -> toUnixTimestamp(t.hour) >= begin AND toUnixTimestamp(t.hour) < end';
    return `arrayFilter(${within}, ${nos}, ${froms}, ${tos})`;
  }

  /** SELECT of the rows `t`, with what tells their time; none without stretches. */
  select(columns: string, timeNo: string, from: string, where: string): string[] {
    return this.stretches.length === 0 ? [] : [`SELECT ${columns}, ${timeNo} AS time_no FROM ${from} AS t ${where}`];
  }
}

/**
 * Returns the rows of several times as `t`, each once for every time that it lies in, whose place among them is `time_no`. A table
 * is named once for all of them: planning takes the engine longer than reading the few rows of an entity.
 */
export function rowsOfTimes({ times, tables, conditions, columns, requestsOf }: RowsAsked): RowsOfTimes {
  const [hours, days, ends] = [new Arm('hours'), new Arm('days'), new Arm('ends')];
  for (const [no, { from, to }] of times.entries()) {
    const lastHour = to - (to % hourUs);
    const { atItsEnds, wholeDays } = partsOf(tables, { from, to: lastHour });
    for (const part of atItsEnds) hours.add(no, part);
    for (const part of wholeDays) days.add(no, part);
    ends.add(no, { from: lastHour, to });
  }
  const asked = new Conditions().add(ends.ofAny('time'));
  const timeNo = ({ numbers }: Arm): string => (times.length === 1 ? 'toUInt8(0)' : `arrayJoin(${numbers})`);
  const selects = [
    ...hours.select(columns, timeNo(hours), hoursTable(tables), conditions.whereAlso(hours.ofAny('hour'))),
    ...days.select(columns, timeNo(days), daysTable(tables), conditions.whereAlso(days.ofAny('hour'))),
    ...ends.select(columns, timeNo(ends), `(${requestsOf(asked)})`, ''),
  ];
  return {
    from: `(${selects.join('\nUNION ALL ')}) AS t`,
    params: {
      times: times.length,
      ...conditions.params,
      ...asked.params,
      ...hours.params,
      ...days.params,
      ...ends.params,
    },
  };
}
