import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import { entityRows } from './attribute-rows.js';

const secondUs = 1_000_000;

/** How much is read of rows that are rare among all: so many of them, or so many of anybody that are passed to find them. */
export interface ReadBounds {
  readonly requests: number;
  readonly passed: number;
}

/**
 * The newest hours of a range. What no aggregate answers is read from so many requests that it takes the same time whatever is stored.
 * An hour of an aggregate is read whole, and the newest one always.
 */
export class NewestHours {
  constructor(private readonly store: Store) {}

  /**
   * Returns the range without its oldest hours, so that it holds at most `most` requests, or a single hour.
   *
   * @param range whole hours
   */
  async within(operation: string, range: TimeRange, most: number): Promise<TimeRange> {
    return (await this.counted(operation, range, most)).range;
  }

  /**
   * Returns the range from the request on that has `most` newer ones, rounded to a whole hour where there is more than one.
   *
   * @param range whole hours
   */
  async requests(operation: string, range: TimeRange, most: number): Promise<TimeRange> {
    const hours = await this.counted(operation, range, most);
    if (hours.requests <= most) return hours.range;
    const { where, params } = new Conditions().between('time', hours.range.from, hours.range.to);
    const sql = `SELECT toUnixTimestamp64Micro(t.time) AS from FROM http_logs AS t ${where}
      ORDER BY t.time DESC LIMIT 1 OFFSET {most:UInt64}`;
    const [first] = await this.store.rows<{ from: number }>(operation, sql, { ...params, most });
    return { ...hours.range, ...first };
  }

  private async counted(
    operation: string,
    range: TimeRange,
    most: number,
  ): Promise<{ range: TimeRange; requests: number }> {
    const { where, params } = all(range);
    const sql = `SELECT toUnixTimestamp(minIf(h.hour, h.is_read)) AS first, countIf(NOT h.is_read) AS left_out,
        sumIf(h.requests, h.is_read) AS requests
      FROM (
        SELECT t.hour AS hour, sum(t.requests) AS requests, sum(requests) OVER (ORDER BY t.hour DESC) AS read,
          read <= {most:UInt64} OR read = requests AS is_read
        FROM agg_entity_1h AS t ${where} GROUP BY hour
      ) AS h`;
    const rows = await this.store.rows<{ first: number; left_out: number; requests: number }>(operation, sql, {
      ...params,
      most,
    });
    const { first, left_out: leftOut, requests } = rows[0]!;
    return { range: leftOut === 0 ? range : { ...range, from: first * secondUs }, requests };
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
    rows: Conditions,
    range: TimeRange,
    { requests, passed }: ReadBounds,
  ): Promise<number[]> {
    const everybody = all(range);
    const hours = (from: string, where: string): string =>
      `(SELECT t.hour AS hour, sum(t.requests) AS requests FROM ${from} AS t ${where} GROUP BY hour)`;
    const sql = `SELECT groupArray(toUnixTimestamp(h.hour)) AS hours FROM (
        SELECT o.hour AS hour, sum(o.requests) OVER newest - o.requests AS newer,
          sum(a.requests) OVER newest AS passed, passed = a.requests AS is_newest
        FROM ${hours(table, rows.where)} AS o INNER JOIN ${hours('agg_entity_1h', everybody.where)} AS a ON a.hour = o.hour
        WINDOW newest AS (ORDER BY o.hour DESC)
      ) AS h WHERE h.is_newest OR (h.newer < {requests:UInt64} AND h.passed <= {passed:UInt64})`;
    const params = { ...everybody.params, ...rows.params, requests, passed };
    return (await this.store.rows<{ hours: number[] }>(operation, sql, params))[0]!.hours;
  }
}

function all(range: TimeRange): Conditions {
  return entityRows('all', range, 'hour').conditions;
}
