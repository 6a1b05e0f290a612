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

  /** SELECT of the rows `t`, each once for every time; none without times. */
  select(columns: string, from: string, where: string): string[] {
    if (this.stretches.length === 0) return [];
    const [nos, froms, tos] = ['nos:Array(UInt8)', 'froms:Array(UInt32)', 'tos:Array(UInt32)'].map(
      (parameter) => `{${this.name}_${parameter}}`,
    );
    const within = '(no, begin, end) -> toUnixTimestamp(t.hour) >= begin AND toUnixTimestamp(t.hour) < end';
    const found = `arrayJoin(arrayFilter(${within}, ${nos}, ${froms}, ${tos}))`;
    return [`SELECT ${columns}, ${found} AS time_no FROM ${from} AS t ${where}`];
  }
}

/**
 * Returns the rows of several times as `t`, each once for every time that it lies in, whose place among them is `time_no`. A table
 * is named once for all of them: planning takes the engine longer than reading the few rows of an entity.
 */
export function rowsOfTimes({ times, tables, conditions, columns, requestsOf }: RowsAsked): {
  from: string;
  params: QueryParams;
} {
  const [hours, days, ends] = [new Arm('hours'), new Arm('days'), new Arm('ends')];
  for (const [no, { from, to }] of times.entries()) {
    const lastHour = to - (to % hourUs);
    const { atItsEnds, wholeDays } = partsOf(tables, { from, to: lastHour });
    for (const part of atItsEnds) hours.add(no, part);
    for (const part of wholeDays) days.add(no, part);
    ends.add(no, { from: lastHour, to });
  }
  const asked = new Conditions().add(ends.ofAny('time'));
  const selects = [
    ...hours.select(columns, hoursTable(tables), conditions.whereAlso(hours.ofAny('hour'))),
    ...days.select(columns, daysTable(tables), conditions.whereAlso(days.ofAny('hour'))),
    ...ends.select(columns, `(${requestsOf(asked)})`, ''),
  ];
  return {
    from: `(${selects.join('\nUNION ALL ')}) AS t`,
    params: { ...conditions.params, ...asked.params, ...hours.params, ...days.params, ...ends.params },
  };
}
