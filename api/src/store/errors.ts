import { ClickHouseError } from '@clickhouse/client';
import { SettingsError } from '@ja4-platform/common';
import { invalid } from '../http/invalid.js';
import { Problem } from '../http/problem.js';
import { columnOfParam } from './conditions.js';
import type { QueryParams } from './store.js';

/** The store cannot be reached or has no room, for another query or on its disk: the same call may work in a moment. */
export class StoreUnavailable extends Problem {
  constructor(cause: unknown) {
    super('unavailable', 'The store cannot be used for the moment.', { retryAfterSeconds: 2, cause });
  }
}

/** A write went over its own limit of time or memory. It may do so again each time, which is not its caller's fault. */
export class WriteTooHeavy extends StoreUnavailable {}

/** A read that its caller cannot narrow went over its limit of time or memory. It may do so again each time. */
export class ReadTooHeavy extends StoreUnavailable {}

/** A read went over its limit of time or memory. */
export class QueryTooHeavy extends Problem {
  constructor(cause: unknown) {
    super('query-too-heavy', 'This query costs too much: shorten the time range or add filters.', { cause });
  }
}

/**
 * Returns what comes of work that reads for something else than a query of its caller's.
 *
 * @throws ReadTooHeavy instead of QueryTooHeavy: there is nothing that the caller could narrow, the store is slow
 */
export async function neverTooHeavy<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof QueryTooHeavy ? new ReadTooHeavy(error.cause) : error;
  }
}

/** TOO_MANY_SIMULTANEOUS_QUERIES, NO_FREE_CONNECTION, NETWORK_ERROR, SOCKET_TIMEOUT, QUERY_WAS_CANCELLED, SERVER_OVERLOADED, ABORTED. */
const busyCodes = new Set(['202', '203', '210', '209', '394', '745', '236']);
/** TABLE_IS_READ_ONLY, NOT_ENOUGH_SPACE, TOO_MANY_PARTS: nothing is wrong with what was to be written. */
const fullCodes = new Set(['242', '243', '252']);
/** CANNOT_WRITE_TO_FILE_DESCRIPTOR, CANNOT_OPEN_FILE, STD_EXCEPTION: of the disk, when it is full. Others may quote what clients sent. */
const diskCodes = new Set(['75', '76', '1001']);
/** TOO_MANY_ROWS, TIMEOUT_EXCEEDED, TOO_MANY_BYTES, TOO_SLOW, MEMORY_LIMIT_EXCEEDED, TOO_MANY_ROWS_OR_BYTES (on disk). */
const heavyCodes = new Set(['158', '159', '307', '160', '241', '396']);
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EAI_AGAIN',
]);

const memoryCode = '241';
/** CANNOT_COMPILE_REGEXP */
const regexpCode = '427';
/** UNKNOWN_SETTING */
const settingCode = '115';

/**
 * Returns the typed error for what a query threw, or what was thrown when it is neither of the store's own troubles.
 *
 * @param params of the query, to name the filter that holds a wrong regular expression
 */
export function storeError(error: unknown, params: QueryParams = {}): unknown {
  if (error instanceof ClickHouseError) {
    if (error.code === regexpCode) return wrongPattern(error, params);
    if (error.code === settingCode) return tooOld(error);
    // MEMORY_LIMIT_EXCEEDED names the limit it met: "(total)" is the server's, not this query's.
    if (error.code === memoryCode && error.message.includes('(total)')) return new StoreUnavailable(error);
    if (heavyCodes.has(error.code)) return new QueryTooHeavy(error);
    if (busyCodes.has(error.code) || fullCodes.has(error.code)) return new StoreUnavailable(error);
    if (diskCodes.has(error.code) && error.message.includes('No space left on device'))
      return new StoreUnavailable(error);
    return error;
  }
  if (!(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code;
  const isConnection =
    (code !== undefined && connectionCodes.has(code)) || /socket hang up|timeout/i.test(error.message);
  return isConnection ? new StoreUnavailable(error) : error;
}

/** True for a write that wanted more memory than it may have: less of it at once may fit. */
export function lacksMemory(error: unknown): boolean {
  return error instanceof WriteTooHeavy && error.cause instanceof ClickHouseError && error.cause.code === memoryCode;
}

/** Returns the row, from 1, that ClickHouse names in an error about data; nothing for any other error. */
export function refusedRow(error: unknown): number | undefined {
  const row = error instanceof ClickHouseError ? /\bat row (\d+)/.exec(error.message)?.[1] : undefined;
  return row === undefined ? undefined : Number(row);
}

/** RE2 says which pattern it means and why: both are the caller's own. */
function wrongPattern({ message }: ClickHouseError, params: QueryParams): Problem {
  const [, pattern, reason = ''] = /re2: (.*), error: (.*?)\. Look at/s.exec(message) ?? [];
  const named = Object.entries(params).find(([name, value]) => value === pattern && columnOfParam(name));
  const why = reason && `: ${reason}`;
  return invalid(`query.${columnOfParam(named?.[0] ?? '') ?? '*'}`, `has a regular expression that RE2 refuses${why}`);
}

/** The first read at the start meets it: no server of the right age lacks a setting. */
function tooOld({ message }: ClickHouseError): SettingsError {
  const [, setting = 'a setting'] = /setting '?(\w+)/i.exec(message) ?? [];
  return new SettingsError(`CLICKHOUSE_URL: that server does not know ${setting}: ClickHouse 26.7 or later is needed`);
}
