import type { Conditions } from './conditions.js';
import type { QueryParams, Store } from './store.js';

/** Rows of a table in groups: of what, in which order, and what is said of each. All of it is the code's own SQL. */
export interface Groups {
  /** Scalars that conditions and columns name, each `(SELECT ...) AS name`: what stands in several places is planned once. */
  readonly scalars?: readonly string[];
  /** Table with the alias `t`. */
  readonly from: string;
  readonly conditions: Conditions;
  /** Condition that all rows of a group meet or none, so that the rows of a page's groups need not be asked again. */
  readonly among?: string;
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
  /** Columns of the answer; `g` is the key. */
  readonly columns: string;
  /** Aggregate, a sum, whose share of that of all groups is a column `share` besides. */
  readonly shareOf?: string;
  /**
   * Whether there are millions of keys, whose texts would take the memory of a query: a page is chosen by their hashes, and
   * those of the same order stand in the order of these.
   */
  readonly isMany?: boolean;
  /** Whether the columns cost little. Otherwise they are computed for the groups of the page alone, in a second pass. */
  readonly isSmall?: boolean;
}

/** Where a page begins: after the group with this order and key. */
export interface GroupPosition {
  readonly value: number;
  readonly key: string;
}

/** What the rows of a page have besides their columns: their position. */
interface Positioned {
  sort_value: number;
  sort_key: string;
}
export type PositionedItem<Item> = Item & Positioned;

interface Statement {
  readonly sql: string;
  readonly params: QueryParams;
}

/** Reads groups: pages of them, and their number. */
export class GroupQuery<Item> {
  constructor(
    private readonly store: Store,
    private readonly operation: string,
    private readonly groups: Groups,
  ) {}

  /** Returns at most `limit` groups after a position. */
  page(limit: number, after: GroupPosition | undefined): Promise<PositionedItem<Item>[]> {
    const { sql, params } = groupPage(this.groups, limit, after);
    return this.store.rows(this.operation, sql, params);
  }

  async total(): Promise<number> {
    const { sql, params } = groupTotal(this.groups);
    return (await this.store.rows<{ total: number }>(this.operation, sql, params))[0]!.total;
  }
}

/** A key that comes back in a cursor may be anything: what is no value of the type becomes its zero. */
const keyParameter = (type: string): string =>
  type === 'String' ? '{after_key:String}' : `to${type}OrZero({after_key:String})`;

function groupPage(groups: Groups, limit: number, after: GroupPosition | undefined): Statement {
  const { from, conditions, among, key, type, direction, columns, shareOf, scalars = [] } = groups;
  const told = groups.isMany ? (text: string): string => `cityHash64(${text})` : (text: string): string => text;
  const compare = direction === 'ASC' ? '>' : '<';
  const isAfter = after && `(sort_value, g) ${compare} ({after_value:Float64}, ${told(keyParameter(type))})`;
  // What a share is of has the groups before a page in it: where it is summed up beside them, they are left out after that.
  const limited =
    shareOf !== undefined && groups.isSmall
      ? `${clause('HAVING', groups.having)} ${clause('QUALIFY', isAfter)}`
      : clause('HAVING', groups.having, isAfter);
  const orderedBy = (tie: string): string => `ORDER BY sort_value ${direction}, ${tie} ${direction}`;
  const value = `toFloat64(${groups.order ?? '0'}) AS sort_value`;
  const pageOf = (selected: string): string =>
    `SELECT ${selected} FROM ${from} ${conditions.whereAlso(among)} GROUP BY ${told(key)} AS g ${limited} ${orderedBy('g')} LIMIT {page_limit:UInt32}`;
  const chosen = (sum: string): string =>
    `${columns}, ${shareOf === undefined ? '' : `${shareOf} / ${sum} AS share, `}${value}, toString(g) AS sort_key`;
  // Of a table the key is looked at before what other conditions compute. A subquery has no such place, and FINAL comes after it.
  const ofPage = `${told(key)} IN (SELECT g FROM page)`;
  const rows = /^\(|FINAL$/.test(from)
    ? `${from} ${conditions.where} AND ${ofPage}`
    : `${from} PREWHERE ${ofPage} ${conditions.where}`;
  const page = `page AS (${pageOf(`g, ${value}`)})`;
  // Beside millions of groups a sum of all would hold all of them in memory.
  const ofAll = `(SELECT ${shareOf} FROM ${from} ${conditions.where})`;
  const sql = groups.isSmall
    ? `${withClause(scalars)}${pageOf(chosen(`sum(${shareOf}) OVER ()`))}`
    : `${withClause([...scalars, page])}SELECT ${chosen(ofAll)} FROM ${rows} GROUP BY ${key} AS g ${orderedBy(told('g'))}`;
  const position = after ? { after_value: after.value, after_key: after.key } : {};
  return { sql, params: { ...conditions.params, ...groups.params, ...position, page_limit: limit } };
}

function clause(word: string, ...conditions: (string | undefined)[]): string {
  const all = conditions.filter((condition) => condition !== undefined);
  return all.length ? `${word} ${all.join(' AND ')}` : '';
}

const withClause = (scalars: readonly string[]): string => (scalars.length ? `WITH ${scalars.join(',\n')}\n` : '');

function groupTotal({ from, conditions, among, key, having, params, scalars = [] }: Groups): Statement {
  const rows = `${from} ${conditions.whereAlso(among)}`;
  const found = `SELECT ${key} AS g FROM ${rows} GROUP BY g`;
  const total =
    having === undefined
      ? `SELECT uniqExact(${key}) AS total FROM ${rows}`
      : `SELECT count() AS total FROM (${found} HAVING ${having})`;
  const sql = `${withClause(scalars)}${total}`;
  return { sql, params: { ...conditions.params, ...params } };
}
