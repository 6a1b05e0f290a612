import type { ClickHouseSettings } from '@clickhouse/client';
import type { QueryParams } from './store.js';

const remembered = 8;
const shortMs = 50;
const unknown = 2;
const last = 10;
/** For each block that it reads, a statement waits so long at most: with ten times as much long ones ran into their limit of time. */
const low_priority_query_wait_time_ms = '5';
/** With twice as much, statements of a second ran into their limit of time beside three other callers. */
const nicest = 10;

/**
 * Who waits for whom in ClickHouse: a statement that usually takes long pauses while one runs that usually is short, and its
 * threads yield to others' where ClickHouse may say so (CAP_SYS_NICE), so that a click is answered although somebody asks for a
 * fortnight beside it. What writes neither waits nor is waited for.
 */
export class Priorities {
  /** Milliseconds of the last runs. Operations are the code's own, and spans a few powers of two: this does not grow. */
  private readonly runs = new Map<string, number[]>();

  /**
   * Returns the settings of a statement.
   *
   * @param params its parameters: a range of time is `from` and `to`, or `..._from` and `..._to`, in microseconds
   */
  settingsOf(operation: string, params: QueryParams): ClickHouseSettings {
    const times = this.runs.get(keyOf(operation, params));
    // The shortest of some runs: how long the others waited says nothing of the statement.
    const priority =
      times === undefined ? unknown : 1 + Math.floor(Math.log2(Math.max(1, Math.min(...times) / shortMs)));
    return settingsOf(Math.min(priority, last));
  }

  /** Remembers how long a statement took. */
  took(operation: string, params: QueryParams, ms: number): void {
    const key = keyOf(operation, params);
    this.runs.set(key, [...(this.runs.get(key) ?? []), ms].slice(-remembered));
  }
}

/** The settings of an export, which waits for everybody. */
export const afterEverybody = settingsOf(last);

function settingsOf(priority: number): ClickHouseSettings {
  return {
    priority: String(priority),
    low_priority_query_wait_time_ms,
    os_threads_nice_value_query: String(Math.min(nicest, 2 * (priority - 1))),
  };
}

/** An operation, and the power of two of its hours. */
function keyOf(operation: string, params: QueryParams): string {
  let longestUs = 0;
  for (const [name, from] of Object.entries(params)) {
    const to = name.endsWith('from') ? params[`${name.slice(0, -4)}to`] : undefined;
    if (typeof from === 'number' && typeof to === 'number') longestUs = Math.max(longestUs, to - from);
  }
  return `${operation} ${Math.ceil(Math.log2(Math.max(1, longestUs / 3.6e9)))}`;
}
