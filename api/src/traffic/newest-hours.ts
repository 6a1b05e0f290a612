import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import { sharedRead } from '../stream/shared-read.js';
import { entityTables } from './attribute-rows.js';

const secondUs = 1_000_000;
/** How long requests that came since are not counted: what is read of the newest hours is that much more than was asked. */
const countedForMs = 5000;

/** How much is read of rows that are rare among all: so many of them, or so many of anybody that are passed to find them. */
export interface ReadBounds {
  readonly requests: number;
  readonly passed: number;
}

/**
 * The newest hours of a range. What no aggregate answers is read from so many requests that it takes the same time whatever is stored.
 * An hour of an aggregate is read whole: a few requests of an hour that just began would say nothing.
 */
export class NewestHours {
  /** Requests of each hour that is kept, in seconds since 1970, the newest first. */
  private readonly everybody: () => Promise<Map<number, number>>;

  constructor(private readonly store: Store) {
    this.everybody = sharedRead(() => this.countEverybody(), countedForMs);
  }

  /**
   * Returns the range without the hours before its newest `most` requests.
   *
   * @param range whole hours
   */
  async within(range: TimeRange, most: number): Promise<TimeRange> {
    return (await this.counted(range, most)).range;
  }

  /**
   * Returns the range from the request on that has `most` newer ones.
   *
   * @param range whole hours
   */
  async requests(operation: string, range: TimeRange, most: number): Promise<TimeRange> {
    const hours = await this.counted(range, most);
    if (hours.requests <= most) return hours.range;
    const { where, params } = new Conditions().between('time', hours.range.from, hours.range.to);
    const sql = `SELECT toUnixTimestamp64Micro(t.time) AS from FROM http_logs AS t ${where}
      ORDER BY t.time DESC LIMIT 1 OFFSET {most:UInt64}`;
    const [first] = await this.store.rows<{ from: number }>(operation, sql, { ...params, most });
    return { ...hours.range, ...first };
  }

  private async counted(range: TimeRange, most: number): Promise<{ range: TimeRange; requests: number }> {
    const counts = await this.everybody();
    const hours = [...counts].filter(([hour]) => hour * secondUs >= range.from && hour * secondUs < range.to);
    let read = 0;
    for (const [newer, [hour, requests]] of hours.entries()) {
      read += requests;
      if (read >= most && newer < hours.length - 1)
        return { range: { ...range, from: hour * secondUs }, requests: read };
    }
    return { range, requests: read };
  }

  /**
   * Returns the newest hours in which rows of an aggregate are found, in seconds since 1970.
   *
   * @param table the aggregate
   * @param rows which of its rows, as `t`
   */
  async of(
    operation: string,
    table: string,
    { where, params }: Conditions,
    { requests, passed }: ReadBounds,
  ): Promise<number[]> {
    const sql = `SELECT toUnixTimestamp(t.hour) AS hour, sum(t.requests) AS found FROM ${table} AS t ${where}
      GROUP BY t.hour ORDER BY t.hour DESC`;
    const [hours, everybody] = await Promise.all([
      this.store.rows<{ hour: number; found: number }>(operation, sql, params),
      this.everybody(),
    ]);
    let [newer, read] = [0, 0];
    const isNear = ({ hour, found }: { hour: number; found: number }): boolean => {
      const isRead = newer < requests && read < passed;
      newer += found;
      read += everybody.get(hour) ?? 0;
      return isRead;
    };
    return hours.filter(isNear).map(({ hour }) => hour);
  }

  private async countEverybody(): Promise<Map<number, number>> {
    const sql = `SELECT toUnixTimestamp(t.hour) AS hour, sum(t.requests) AS requests FROM ${entityTables.hours} AS t
      WHERE t.entity_type = 'all' GROUP BY t.hour ORDER BY t.hour DESC`;
    const hours = await this.store.rows<{ hour: number; requests: number }>('newestHours', sql);
    return new Map(hours.map(({ hour, requests }) => [hour, requests]));
  }
}
