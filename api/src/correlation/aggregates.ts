import type { Logger } from '@ja4-platform/common';
import { Conditions } from '../store/conditions.js';
import type { Retention } from '../store/retention.js';
import type { Store } from '../store/store.js';
import { touch } from '../store/touch.js';
import { aggregateTables, isDaily, sources, type AggregateTable, type Measure } from './aggregate-tables.js';
import type { AggregateCheck } from './correlation.types.js';
import type { Span } from './correlation.repository.js';
import { createStaging, newStaging } from './staging.js';
import { instant } from '../store/instant.js';

const operation = 'correlation.verify';
/** Between http_logs and most other aggregates, which read what a statement writes there. */
const stageTable = 'agg_host_ip_ja4_1h';
const dayMs = 24 * 3600_000;
const hourMs = 3600_000;
const hourMicros = 3_600_000_000;
const dayMicros = 24 * hourMicros;
const limits = { seconds: 120, bytes: 1024 * 1024 * 1024 };
/** Rows are copied in small blocks: a week of agg_entity_1d of 10M requests, whose states are large, took 746 MiB without and 102 so. */
const copying = { max_execution_time: 600, max_block_size: '16384', min_insert_block_size_rows: '16384' };

/** Whole hours, or days of a daily aggregate, microseconds since 1970 UTC. */
interface Hours {
  readonly since: number;
  readonly until: number;
}

/** What came of a comparison. */
export type Comparison = Pick<AggregateCheck, 'hours' | 'different_hours' | 'rebuilt_days'>;

/** What each hour (or day, by its start) counts, as text. */
type Counts = ReadonlyMap<string, string>;

/**
 * Holds the aggregates against the tables they are made of. Called inside the lane of the join: http_logs stands
 * still. Handshakes do not, so the days that are still being filled are left out for them.
 */
export class Aggregates {
  /** @param keepOut has no other process join until a staging table is gone */
  constructor(
    private readonly store: Store,
    private readonly logger: Logger,
    private readonly retention: Retention,
    private readonly keepOut: (staging: string) => Promise<void>,
  ) {}

  /** Compares each hour that is kept (or only those of the span), and rebuilds the days of the tables that differ. */
  async verify(now: number, span?: Span): Promise<Comparison> {
    const found: Comparison[] = [];
    for (const aggregate of aggregateTables) found.push(await this.verifyTable(aggregate, now, span));
    const all = (key: 'different_hours' | 'rebuilt_days'): string[] =>
      [...new Set(found.flatMap((comparison) => comparison[key]))].sort();
    return {
      hours: Math.max(...found.map(({ hours }) => hours)),
      different_hours: all('different_hours'),
      rebuilt_days: all('rebuilt_days'),
    };
  }

  /** The same of one table. */
  async verifyTable(aggregate: AggregateTable, now: number, span?: Span): Promise<Comparison> {
    const { table } = aggregate;
    const hours = this.hours(aggregate, now, span);
    const [expected, actual] = await Promise.all([this.ofSource(aggregate, hours), this.ofTable(aggregate, hours)]);
    const different = differences(expected, actual);
    if (different.length) this.logger.error({ table, hours: different }, 'aggregate differs: rebuilding');
    const days = [...new Set(different.map((hour) => hour.slice(0, 10)))];
    for (const day of days) await this.rebuildTable(aggregate, day);
    return { hours: isDaily(aggregate) ? 0 : expected.size, different_hours: different, rebuilt_days: days };
  }

  /**
   * Returns what has to be compared of a table that a migration made anew: everything from the first day on that its source has and it
   * has nothing of, since its view may have begun within a later one. Nothing when there is no such day. It asks for parts alone, and
   * may be called outside the lane.
   */
  async lacking(aggregate: AggregateTable, now: number): Promise<Span | undefined> {
    const { since, until } = this.hours(aggregate, now);
    const [ofSource, ofTable] = await Promise.all([
      this.partitions(aggregate.source),
      this.partitions(aggregate.table),
    ]);
    const kept = new Set(ofTable);
    const days = ofSource.map((id) => id.replace(/(....)(..)(..)/, '$1-$2-$3'));
    const missing = days.filter((day) => !kept.has(partitionOf(aggregate, day))).map((day) => Date.parse(day) * 1000);
    const first = missing.find((start) => start >= since && start < until);
    return first === undefined ? undefined : { first, last: (now + dayMs) * 1000 };
  }

  /** The ids of the partitions of a table that have rows, in order. */
  private async partitions(table: string): Promise<string[]> {
    const sql = `SELECT DISTINCT partition_id AS id FROM system.parts
      WHERE database = {database:String} AND table = {table:String} AND active AND rows > 0 ORDER BY id`;
    const rows = await this.store.rows<{ id: string }>(operation, sql, { database: this.store.database, table });
    return rows.map(({ id }) => id);
  }

  /** Makes what a day (YYYY-MM-DD) of http_logs is aggregated to again, where its source is still kept. */
  async rebuild(day: string, now: number): Promise<void> {
    const begin = Date.parse(day) * 1000;
    for (const aggregate of aggregateTables) {
      const isKept = begin >= this.hours(aggregate, now).since;
      if (isKept && aggregate.source !== 'handshakes') await this.rebuildTable(aggregate, day);
    }
  }

  /** Makes a day again with the views' own definitions, hour by hour, and puts the partition that it is in in place at once. */
  private async rebuildTable(aggregate: AggregateTable, day: string): Promise<void> {
    const { table, source } = aggregate;
    const { database } = this.store;
    const staging = await newStaging(this.store, table);
    const partition = partitionOf(aggregate, day);
    const run = (sql: string): Promise<void> => this.store.command(operation, sql);
    const copy = async (sql: string, settings = {}): Promise<void> => {
      await touch(this.store, operation, staging);
      await this.store.longCommand(operation, sql, { ...copying, ...settings });
    };
    await createStaging(this.store, table, staging);
    try {
      await this.keepOut(staging);
      const { time } = sources[source];
      const hours = await this.hoursOf(source, day);
      const others = `_partition_id = '${partition}' AND toDate(hour) != '${day}'`;
      await copy(`INSERT INTO ${database}.${staging} SELECT * FROM ${database}.${table} WHERE ${others}`);
      for (const { columns, definition } of await this.views(table, source)) {
        for (const hour of hours) {
          // Not by seconds: of a time in microseconds ClickHouse's index takes `< 20:00:00` for `<= 19:59:59`.
          const [begin, end] = [hour, hour + 3600].map((start) => `fromUnixTimestamp64Micro(${start}000000)`);
          await copy(`INSERT INTO ${database}.${staging} (${columns}) SELECT ${columns} FROM (${definition})`, {
            additional_table_filters: `{'${database}.${source}': '${time} >= ${begin} AND ${time} < ${end}'}`,
          });
        }
      }
      // ClickHouse takes no partition from a table without one: on a day without a POST request, say, there is nothing to count.
      const staged = await this.store.count(operation, staging, new Conditions());
      const id = `PARTITION ID '${partition}'`;
      const put = staged ? `REPLACE ${id} FROM ${database}.${staging}` : `DROP ${id}`;
      await run(`ALTER TABLE ${database}.${table} ${put}`);
    } finally {
      await run(`DROP TABLE IF EXISTS ${database}.${staging} SYNC`);
    }
  }

  /** The hours of a day that have rows, in seconds since 1970. */
  private async hoursOf(source: keyof typeof sources, day: string): Promise<number[]> {
    const { time } = sources[source];
    const sql = `SELECT DISTINCT toUnixTimestamp(toStartOfHour(${time})) AS start FROM ${source}
      WHERE toDate(${time}) = {day:Date} ORDER BY start`;
    const rows = await this.store.rows<{ start: number }>(operation, sql, { day }, limits);
    return rows.map(({ start }) => start);
  }

  private hours(aggregate: AggregateTable, now: number, span?: Span): Hours {
    const { table, source } = aggregate;
    const unit = isDaily(aggregate) ? dayMicros : hourMicros;
    const startOf = (micros: number): number => micros - (micros % unit);
    // The oldest day is going: its parts leave the two tables at different times. A table may keep more than its source.
    const days = Math.min(this.retention.days(table), this.retention.days(source));
    const kept = (Math.floor(now / dayMs) - days + 1) * dayMs * 1000;
    const since = Math.max(kept, span ? startOf(span.first) : kept);
    const until = startOf(span?.last ?? (now + dayMs) * 1000) + unit;
    // A day is put in place whole, without the handshakes that came while it was made: nearly all of a day have come an hour after it.
    const ended = Math.floor((now - hourMs) / dayMs) * dayMs * 1000;
    return { since, until: source === 'handshakes' ? Math.min(until, ended) : until };
  }

  private ofSource(aggregate: AggregateTable, hours: Hours): Promise<Counts> {
    const { source, measures } = aggregate;
    const { time, where, measures: counted } = sources[source];
    const names = Object.keys(measures) as Measure[];
    const columns = names.map((name) => (counted as Partial<Record<Measure, string>>)[name]);
    return this.counts(
      `SELECT toStartOf${isDaily(aggregate) ? 'Day' : 'Hour'}(toDateTime(t.${time}, 'UTC')) AS hour, ${columns.join(', ')} FROM ${source} AS t
       WHERE ${where} AND t.${time} >= ${instant('since')} AND t.${time} < ${instant('until')} GROUP BY hour`,
      hours,
    );
  }

  private ofTable({ table, measures }: AggregateTable, hours: Hours): Promise<Counts> {
    return this.counts(
      `SELECT hour, ${Object.values(measures).join(', ')} FROM ${table}
       WHERE hour >= toDateTime(${instant('since')}) AND hour < toDateTime(${instant('until')}) GROUP BY hour`,
      hours,
    );
  }

  private async counts(sql: string, hours: Hours): Promise<Counts> {
    const rows = await this.store.rows<{ hour: string } & Record<string, unknown>>(
      operation,
      sql,
      { ...hours },
      limits,
    );
    const counted = rows.map(({ hour, ...counts }) => [hour, Object.values(counts)] as const);
    // An hour in which nothing was counted has no row in a table of what was: requests without a SYN, say.
    const somewhat = counted.filter(([, counts]) => counts.some((count) => Number(count) > 0));
    return new Map(somewhat.map(([hour, counts]) => [hour, counts.join(' ')]));
  }

  /** The SELECT of each view that fills the table, and the columns it fills. */
  private async views(table: string, source: keyof typeof sources): Promise<{ columns: string; definition: string }[]> {
    const { database } = this.store;
    const views = await this.store.rows<{ columns: string; definition: string }>(
      operation,
      `SELECT as_select AS definition,
         (SELECT arrayStringConcat(groupArray(name), ', ') FROM system.columns
          WHERE database = {database:String} AND table = {table:String} AND default_kind != 'ALIAS') AS columns
       FROM system.tables
       WHERE database = {database:String} AND engine = 'MaterializedView' AND startsWith(name, {table:String} || '_')`,
      { database, table },
    );
    if (views.length === 0) throw new Error(`${database}.${table} has no view: run the migrations`);
    if (table === stageTable || source === stageTable) return views;
    const [stage] = await this.views(stageTable, 'http_logs');
    // What passed through the stage may be wrong itself: what is made of http_logs begins there.
    const from = `FROM ${database}.${stageTable} AS`;
    return views.map(({ columns, definition }) => ({
      columns,
      definition: definition.replace(from, () => `FROM (${stage?.definition}) AS`),
    }));
  }
}

/** The id of the partition that a day (YYYY-MM-DD) of an aggregate is in. */
function partitionOf(aggregate: AggregateTable, day: string): string {
  return (isDaily(aggregate) ? mondayOf(day) : day).replaceAll('-', '');
}

/** The Monday of a day's week, YYYY-MM-DD as the day. */
function mondayOf(day: string): string {
  const ms = Date.parse(day);
  const sinceMonday = (new Date(ms).getUTCDay() + 6) % 7;
  return new Date(ms - sinceMonday * dayMs).toISOString().slice(0, 10);
}

function differences(expected: Counts, actual: Counts): string[] {
  const hours = new Set([...expected.keys(), ...actual.keys()]);
  return [...hours].filter((hour) => expected.get(hour) !== actual.get(hour)).sort();
}
