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
 * An hour of an aggregate is read whole: a few requests of an hour that just began would say nothing.
 */
export class NewestHours {
  constructor(private readonly store: Store) {}

  /**
   * Returns the range without the hours before its newest `most` requests.
   *
   * @param range whole hours
   */
  async within(operation: string, range: TimeRange, most: number): Promise<TimeRange> {
    return (await this.counted(operation, range, most)).range;
  }

  /**
   * Returns the range from the request on that has `most` newer ones.
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
    const sql = `SELECT toUnixTimestamp(t.hour) AS hour, sum(t.requests) AS requests
      FROM agg_entity_1h AS t ${where} GROUP BY t.hour ORDER BY t.hour DESC`;
    const hours = await this.store.rows<{ hour: number; requests: number }>(operation, sql, params);
    let read = 0;
    for (const [newer, { hour, requests }] of hours.entries()) {
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
    rows: Conditions,
    range: TimeRange,
    { requests, passed }: ReadBounds,
  ): Promise<number[]> {
    const everybody = all(range);
    // Both are added up here: a join and windows took the engine longer to plan than to read.
    const sql = `SELECT toUnixTimestamp(h.hour) AS hour, sum(h.found) AS found, sum(h.everybody) AS everybody FROM (
        SELECT t.hour AS hour, t.requests AS found, 0 AS everybody FROM ${table} AS t ${rows.where}
        UNION ALL SELECT t.hour AS hour, 0 AS found, t.requests AS everybody FROM agg_entity_1h AS t ${everybody.where}
      ) AS h GROUP BY hour HAVING found > 0 ORDER BY hour DESC`;
    const params = { ...everybody.params, ...rows.params };
    const hours = await this.store.rows<{ hour: number; found: number; everybody: number }>(operation, sql, params);
    let [newer, read] = [0, 0];
    const isNear = ({ found, everybody }: { found: number; everybody: number }): boolean => {
      const isRead = newer < requests && read < passed;
      newer += found;
      read += everybody;
      return isRead;
    };
    return hours.filter(isNear).map(({ hour }) => hour);
  }
}

function all(range: TimeRange): Conditions {
  return entityRows('all', range, 'hour').conditions;
}
