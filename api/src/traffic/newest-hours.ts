import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';

const secondUs = 1_000_000;

/** How much is read of rows that are rare among all: so many of them, or so many of anybody that are passed to find them. */
export interface ReadBounds {
  readonly requests: number;
  readonly passed: number;
}

/**
 * The newest hours of a range. What no aggregate answers is read from so many requests that it takes the same time whatever is stored.
 * An hour is read whole, and the newest one always.
 */
export class NewestHours {
  constructor(private readonly store: Store) {}

  /**
   * Returns the range without its oldest hours, so that it holds at most `most` requests.
   *
   * @param range whole hours
   */
  async within(operation: string, range: TimeRange, most: number): Promise<TimeRange> {
    const { where, params } = all(range);
    const sql = `SELECT toUnixTimestamp(minIf(h.hour, h.is_read)) AS first, countIf(NOT h.is_read) AS left_out FROM (
        SELECT t.hour AS hour, sum(sum(t.requests)) OVER (ORDER BY t.hour DESC) AS read, read <= {most:UInt64} OR read = sum(t.requests) AS is_read
        FROM agg_entity_1h AS t ${where} GROUP BY hour
      ) AS h`;
    const rows = await this.store.rows<{ first: number; left_out: number }>(operation, sql, { ...params, most });
    const { first, left_out: leftOut } = rows[0]!;
    return leftOut === 0 ? range : { ...range, from: first * secondUs };
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

function all({ from, to }: TimeRange): Conditions {
  return new Conditions().between('hour', from, to).add(`t.entity_type = 'all'`);
}
