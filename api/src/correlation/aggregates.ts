import type { Logger } from '@ja4-platform/common';
import type { Store } from '../store/store.js';
import type { AggregateCheck } from './correlation.types.js';
import type { Span } from './correlation.repository.js';
import { instant } from './instant.js';

const operation = 'correlation.verify';
const table = 'agg_host_ip_ja4_1h';
const staging = `${table}_staging`;
const dayMs = 24 * 3600_000;
const hourMicros = 3_600_000_000;
const limits = { seconds: 120, bytes: 1024 * 1024 * 1024 };

const startOfHour = (micros: number): number => micros - (micros % hourMicros);

interface HourRow {
  hour: string;
  differs: boolean;
}

/**
 * Holds the hourly aggregates against http_logs. Called inside the lane of the join: what is compared stands still.
 */
export class Aggregates {
  constructor(
    private readonly store: Store,
    private readonly logger: Logger,
    private readonly retentionDays: number,
  ) {}

  /** Compares each hour that is kept (or only those of the span), and rebuilds the days of those that differ. */
  async verify(now: number, span?: Span): Promise<AggregateCheck> {
    const hours = await this.compare(now, span);
    const different = hours.filter(({ differs }) => differs).map(({ hour }) => hour);
    const days = [...new Set(different.map((hour) => hour.slice(0, 10)))];
    if (different.length) this.logger.error({ hours: different }, 'aggregates differ from http_logs: rebuilding');
    for (const day of days) await this.rebuild(day);
    return { hours: hours.length, different_hours: different, rebuilt_days: days };
  }

  /** Makes the partition of a day (YYYY-MM-DD) again from http_logs, and puts it in place at once. */
  async rebuild(day: string): Promise<void> {
    const { database } = this.store;
    const partition = Number(day.replaceAll('-', ''));
    const run = (sql: string, settings = {}): Promise<void> => this.store.command(operation, sql, {}, settings);
    await run(`DROP TABLE IF EXISTS ${database}.${staging} SYNC`);
    await run(`CREATE TABLE ${database}.${staging} AS ${database}.${table}`);
    try {
      const { columns, definition } = await this.view();
      await run(`INSERT INTO ${database}.${staging} (${columns}) SELECT ${columns} FROM (${definition})`, {
        additional_table_filters: `{'${database}.http_logs': 'toYYYYMMDD(time) = ${partition}'}`,
        max_execution_time: 600,
      });
      await run(`ALTER TABLE ${database}.${table} REPLACE PARTITION ${partition} FROM ${database}.${staging}`);
    } finally {
      await run(`DROP TABLE IF EXISTS ${database}.${staging} SYNC`);
    }
  }

  private compare(now: number, span?: Span): Promise<HourRow[]> {
    // The oldest day is going: its parts leave the two tables at different times.
    const kept = (Math.floor(now / dayMs) - this.retentionDays + 1) * dayMs * 1000;
    const since = Math.max(kept, span ? startOfHour(span.first) : kept);
    const until = startOfHour(span?.last ?? (now + dayMs) * 1000) + hourMicros;
    const sql = `SELECT hour, toBool(max(a) != min(a) OR count() != 2) AS differs FROM
      (
        SELECT toStartOfHour(toDateTime(time, 'UTC')) AS hour, (count(), countIf(correlated), sum(bytes_out)) AS a
        FROM http_logs WHERE time >= ${instant('since')} AND time < ${instant('until')} GROUP BY hour
        UNION ALL
        SELECT hour, (sum(requests), sumIf(requests, correlated), sum(bytes_out)) AS a
        FROM ${table} WHERE hour >= toDateTime(${instant('since')}) AND hour < toDateTime(${instant('until')})
        GROUP BY hour
      ) GROUP BY hour ORDER BY hour`;
    return this.store.rows<HourRow>(operation, sql, { since, until }, limits);
  }

  /** The view's own SELECT, and the columns it fills. */
  private async view(): Promise<{ columns: string; definition: string }> {
    const { database } = this.store;
    const [tables, columns] = await Promise.all([
      this.store.rows<{ definition: string }>(
        operation,
        `SELECT as_select AS definition FROM system.tables WHERE database = {database:String} AND name = '${table}_view'`,
        { database },
      ),
      this.store.rows<{ name: string }>(
        operation,
        `SELECT name FROM system.columns WHERE database = {database:String} AND table = '${table}'`,
        { database },
      ),
    ]);
    const definition = tables[0]?.definition;
    if (!definition) throw new Error(`${database}.${table}_view is missing: run the migrations`);
    return { columns: columns.map(({ name }) => name).join(', '), definition };
  }
}
