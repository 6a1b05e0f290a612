import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

declare const connection: unique symbol;
declare const cursor: unique symbol;
export interface Connection {
  readonly [connection]: never;
}
export interface Cursor {
  readonly [cursor]: never;
}

/** The functions of chDB's addon that are used here. Each connection runs one statement at a time. */
export interface Native {
  /** Opens a connection to the engine of this process; the first one starts it with `args`. */
  CreateConnection(path: string, args: readonly string[]): Connection;
  CloseConnection(connection: Connection): void;
  /** Runs a statement to its end and returns its output whole. */
  QueryAsyncConnection(connection: Connection, sql: string, format: string): Promise<QueryResult>;
  /** Runs `statement`, a line break and `data` as one INSERT, the bytes untouched. */
  InsertRawAsyncConnection(
    connection: Connection,
    statement: string,
    data: Buffer,
    countLines: boolean,
  ): Promise<InsertResult>;
  /** Plans a SELECT, in the calling thread: scalar subqueries and index sets are computed before it returns. */
  StreamQuery(connection: Connection, sql: string, format: string): Cursor;
  StreamFetch(cursor: Cursor): Promise<{ bytes: Uint8Array; numRows: number; done: boolean }>;
  StreamCancel(cursor: Cursor): void;
}

export interface QueryResult {
  bytes: Uint8Array;
  /** Rows and bytes of the result, not of what was read for it. */
  rowsRead: number;
  bytesRead: number;
}

export interface InsertResult {
  /** Rows written to the table and by its materialized views, deduplicated blocks included. */
  rowsWritten: number;
  bytesWritten: number;
  /** Lines of `data` that are not empty, when asked for. */
  rowsSent?: number;
}

/**
 * Loads chDB's addon past its JavaScript API, which takes neither inserts of every format and column list nor a
 * statement and its data as bytes. The version of `chdb` is pinned by the lockfile.
 */
export function loadNative(): Native {
  const require = createRequire(import.meta.url);
  const loader = require(join(dirname(require.resolve('chdb')), 'dist/loader.js')) as { loadNative(): Native };
  return loader.loadNative();
}
