import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  type ClickHouseSettings,
  type ResultSet,
} from '@clickhouse/client';
import type { Conditions } from './conditions.js';
import { QueryTooHeavy, StoreUnavailable, storeError, WriteTooHeavy } from './errors.js';
import { parsedInTurns } from './parsed-in-turns.js';
import { afterEverybody, Priorities } from './priorities.js';

export type QueryParams = Record<string, unknown>;

/** What is left out is as for an answer that somebody waits for. */
interface ReadLimits {
  readonly seconds?: number;
  readonly bytes?: number;
}

const defaultLimits = { seconds: 15, bytes: 400 * 1024 * 1024 };
const retryDelaysMs = [100, 400];

/**
 * The only way to ClickHouse. Every statement carries the operation it belongs to as its log_comment; values travel as
 * query parameters (`{name:Type}`) alone.
 */
export class Store {
  /** Told every statement before it is sent; nobody by default. */
  onStatement: ((operation: string, query: string) => void) | undefined;
  private readonly client: ClickHouseClient;
  /** Waits for an answer without limit. */
  private readonly patient: ClickHouseClient;
  private readonly priorities = new Priorities();

  constructor(
    private readonly url: string,
    readonly database: string,
    timeoutMs = 120_000,
  ) {
    const options: ClickHouseClientConfigOptions = {
      url,
      database,
      request_timeout: timeoutMs,
      max_open_connections: 32,
      // Errors are thrown, and logged where they are handled.
      log: { level: ClickHouseLogLevel.OFF },
      keep_alive: { enabled: true, idle_socket_ttl: 2000 },
      clickhouse_settings: { date_time_output_format: 'iso', output_format_json_quote_64bit_integers: 0 },
    };
    this.client = createClient(options);
    this.patient = createClient({ ...options, request_timeout: 0 });
  }

  /**
   * Returns the rows of a SELECT. Read-only, bounded in time and memory, tried again when the store is away.
   *
   * @param operation the operation id of the API, or the name of the task inside it
   * @throws StoreUnavailable | QueryTooHeavy
   */
  async rows<Row>(operation: string, query: string, params: QueryParams = {}, limits: ReadLimits = {}): Promise<Row[]> {
    return this.read(operation, query, params, limits, (result) => parsedInTurns<Row>(result.stream<Row>()));
  }

  /** Returns how many rows of a table (`detections AS t FINAL`) fit. */
  async count(operation: string, table: string, { where, params }: Conditions): Promise<number> {
    const query = `SELECT count() AS total FROM ${table} ${where}`;
    return (await this.rows<{ total: number }>(operation, query, params))[0]!.total;
  }

  /** Returns how many rows a SELECT has. */
  async countOf(operation: string, select: string, params: QueryParams, limits: ReadLimits = {}): Promise<number> {
    const query = `SELECT count() AS total FROM (${select})`;
    return (await this.rows<{ total: number }>(operation, query, params, limits))[0]!.total;
  }

  /**
   * Returns the row after so many others of an ordered list; when there is none, how many there are.
   *
   * @param query a SELECT of the columns of the last of at most {rows:UInt32} rows, of `last`, and of their number as `rows`
   */
  async rowAfter<Row extends object>(
    operation: string,
    query: string,
    params: QueryParams,
    others: number,
    limits: ReadLimits = {},
  ): Promise<Row | number> {
    const found = await this.rows<Row & { rows: number }>(operation, query, { ...params, rows: others + 1 }, limits);
    return found[0]!.rows > others ? found[0]! : found[0]!.rows;
  }

  /** Returns the rows of a SELECT as JSON texts, for who only passes them on; otherwise as {@link rows}. */
  async texts(operation: string, query: string, params: QueryParams = {}, limits: ReadLimits = {}): Promise<string[]> {
    return this.read(operation, query, params, limits, async (result) => {
      const texts: string[] = [];
      for await (const rows of result.stream()) for (const row of rows) texts.push(row.text);
      return texts;
    });
  }

  /** Returns the rows of a SELECT as they arrive: for exports and streams of any size. */
  async *stream<Row>(
    operation: string,
    query: string,
    params: QueryParams = {},
    limits: ReadLimits = { seconds: 600 },
  ): AsyncGenerator<Row> {
    this.onStatement?.(operation, query);
    const abort = new AbortController();
    try {
      const result = await this.client.query({
        query,
        query_params: params,
        format: 'JSONEachRow',
        clickhouse_settings: { ...readSettings(operation, limits), ...afterEverybody },
        abort_signal: abort.signal,
      });
      for await (const rows of result.stream<Row>()) for (const row of rows) yield row.json();
    } catch (error) {
      throw storeError(error, params);
    } finally {
      abort.abort();
    }
  }

  /** Runs DDL or an INSERT ... SELECT. Not tried again: the caller knows what a second run would do. */
  async command(
    operation: string,
    query: string,
    params: QueryParams = {},
    settings: ClickHouseSettings = {},
  ): Promise<void> {
    this.onStatement?.(operation, query);
    const clickhouse_settings = { log_comment: operation, wait_end_of_query: 1 as const, ...settings };
    await this.written(this.client.command({ query, query_params: params, clickhouse_settings }));
  }

  /** Runs what may write a table anew, which takes as long as it takes: given up, it would go on unseen. Not tried again. */
  async longCommand(operation: string, query: string, settings: ClickHouseSettings = {}): Promise<void> {
    this.onStatement?.(operation, query);
    const clickhouse_settings = { log_comment: operation, wait_end_of_query: 1 as const, ...settings };
    await this.written(this.patient.command({ query, clickhouse_settings }));
  }

  /** Inserts a few rows as one block. Not tried again. */
  async insert(
    operation: string,
    table: string,
    rows: readonly object[],
    settings: ClickHouseSettings = {},
  ): Promise<void> {
    if (rows.length === 0) return;
    const body = Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
    await this.insertBody(operation, table, body, { date_time_input_format: 'best_effort', ...settings });
  }

  /** Inserts NDJSON bytes as they are and returns how many rows ClickHouse counted, those of views too. Not tried again. */
  async insertBody(operation: string, table: string, body: Buffer, settings: ClickHouseSettings): Promise<number> {
    const result = await this.written(
      this.client.exec({
        query: `INSERT INTO ${this.database}.${table} FORMAT JSONEachRow`,
        values: Readable.from([body], { objectMode: false }),
        clickhouse_settings: { log_comment: operation, wait_end_of_query: 1, ...settings },
      }),
    );
    await this.written(result.stream.toArray());
    return Number(result.summary?.written_rows ?? 0);
  }

  /** Makes the database when it is not there; every other call needs it. */
  async createDatabase(): Promise<void> {
    const client = createClient({ url: this.url, database: 'default' });
    try {
      await this.mapped(client.command({ query: `CREATE DATABASE IF NOT EXISTS ${this.database}` }));
    } finally {
      await client.close();
    }
  }

  /** Whether the database has a table; false when there is no database either. */
  async hasTable(name: string): Promise<boolean> {
    const client = createClient({ url: this.url, database: 'default' });
    try {
      const query = `SELECT count() AS found FROM system.tables WHERE database = {database:String} AND name = {name:String}`;
      const query_params = { database: this.database, name };
      const result = await this.mapped(client.query({ query, query_params, format: 'JSONEachRow' }));
      return Number((await result.json<{ found: number | string }>())[0]?.found) > 0;
    } finally {
      await client.close();
    }
  }

  /** @throws StoreUnavailable */
  async ping(): Promise<void> {
    const result = await this.client.ping();
    if (!result.success) throw new StoreUnavailable(result.error);
  }

  async close(): Promise<void> {
    await Promise.all([this.client.close(), this.patient.close()]);
  }

  private read<Answer>(
    operation: string,
    query: string,
    params: QueryParams,
    limits: ReadLimits,
    take: (result: ResultSet<'JSONEachRow'>) => Promise<Answer>,
  ): Promise<Answer> {
    this.onStatement?.(operation, query);
    return this.retry(params, async () => {
      const begun = performance.now();
      const clickhouse_settings = {
        ...readSettings(operation, limits),
        ...this.priorities.settingsOf(operation, params),
      };
      const answer = await take(
        await this.client.query({ query, query_params: params, format: 'JSONEachRow', clickhouse_settings }),
      );
      this.priorities.took(operation, params, performance.now() - begun);
      return answer;
    });
  }

  /** @throws WriteTooHeavy instead of QueryTooHeavy */
  private async written<T>(result: Promise<T>): Promise<T> {
    try {
      return await this.mapped(result);
    } catch (error) {
      throw error instanceof QueryTooHeavy ? new WriteTooHeavy(error.cause) : error;
    }
  }

  private async mapped<T>(result: Promise<T>, params: QueryParams = {}): Promise<T> {
    try {
      return await result;
    } catch (error) {
      throw storeError(error, params);
    }
  }

  private async retry<T>(params: QueryParams, read: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.mapped(read(), params);
      } catch (error) {
        const delay = retryDelaysMs[attempt];
        if (!(error instanceof StoreUnavailable) || delay === undefined) throw error;
        await sleep(delay);
      }
    }
  }
}

function readSettings(operation: string, limits: ReadLimits): ClickHouseSettings {
  const { seconds, bytes } = { ...defaultLimits, ...limits };
  return {
    readonly: '1',
    log_comment: operation,
    max_execution_time: seconds,
    max_memory_usage: String(bytes),
    // Groups that are too many go to disk: every connection of a fortnight has a JA3 of its own.
    max_bytes_before_external_group_by: String(bytes / 4),
    max_temporary_data_on_disk_size_for_query: String(bytes * 10),
    // What is joined is some thousand rows: tables for each thread and filters on what is read cost more than they spare.
    join_algorithm: 'hash',
    enable_join_runtime_filters: 0,
  };
}
