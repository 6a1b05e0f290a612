import type { Conditions } from './conditions.js';
import type { QueryParams } from './store.js';

/** Rows of a table in groups: of what, in which order, and what is said of each. All of it is the code's own SQL. */
export interface Groups {
  /** Table with the alias `t`. */
  readonly from: string;
  readonly conditions: Conditions;
  /** What makes a group. */
  readonly key: string;
  /** Type of the key. */
  readonly type: string;
  /** Aggregate, a number, by which groups are ordered; the key without one. */
  readonly order?: string;
  readonly direction: 'ASC' | 'DESC';
  /** Condition on aggregates, with its parameters. */
  readonly having?: string;
  readonly params?: QueryParams;
  /** Columns of the answer; `g` is the key. They are computed for the groups of the page alone. */
  readonly columns: string;
}

/** Where a page begins: after the group with this order and key. */
export interface GroupPosition {
  readonly value: number;
  readonly key: string;
}

/** What the rows of a page have besides their columns: their position. */
export interface Positioned {
  sort_value: number;
  sort_key: string;
}

interface Statement {
  readonly sql: string;
  readonly params: QueryParams;
}

/** A key that comes back in a cursor may be anything: what is no value of the type becomes its zero. */
const keyParameter = (type: string): string =>
  type === 'String' ? '{after_key:String}' : `to${type}OrZero({after_key:String})`;

/** Returns the SELECT of at most `limit` groups after a position. */
export function groupPage(groups: Groups, limit: number, after: GroupPosition | undefined): Statement {
  const { from, conditions, key, type, order = '0', direction, having, columns } = groups;
  const compare = direction === 'ASC' ? '>' : '<';
  const limits = [
    ...(having === undefined ? [] : [having]),
    ...(after ? [`(sort_value, g) ${compare} ({after_value:Float64}, ${keyParameter(type)})`] : []),
  ];
  const sql = `WITH page AS (
      SELECT ${key} AS g, toFloat64(${order}) AS sort_value FROM ${from} ${conditions.where} GROUP BY g
      ${limits.length ? `HAVING ${limits.join(' AND ')}` : ''}
      ORDER BY sort_value ${direction}, g ${direction} LIMIT {page_limit:UInt32}
    )
    SELECT ${columns}, toFloat64(${order}) AS sort_value, toString(g) AS sort_key
    FROM ${from} ${conditions.where} AND ${key} IN (SELECT g FROM page)
    GROUP BY ${key} AS g ORDER BY sort_value ${direction}, g ${direction}`;
  const position = after ? { after_value: after.value, after_key: after.key } : {};
  return { sql, params: { ...conditions.params, ...groups.params, ...position, page_limit: limit } };
}

/** Returns the SELECT of the number of groups, as `total`. */
export function groupTotal({ from, conditions, key, having, params }: Groups): Statement {
  const found = `SELECT ${key} AS g FROM ${from} ${conditions.where} GROUP BY g`;
  const sql =
    having === undefined
      ? `SELECT uniqExact(${key}) AS total FROM ${from} ${conditions.where}`
      : `SELECT count() AS total FROM (${found} HAVING ${having})`;
  return { sql, params: { ...conditions.params, ...params } };
}
