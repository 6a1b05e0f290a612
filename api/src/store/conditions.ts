import { addressOperand, textOperand, type Operand } from '../filters/operands.js';
import { invalid } from '../http/invalid.js';
import type { QueryParams } from './store.js';
import { instant } from './instant.js';

/** What a filter was given: one value or several. */
export type FilterValues = string | readonly string[] | undefined;

const maxValues = 50;

/**
 * The WHERE of a list: columns are the code's own, values travel as query parameters only. Filters that are undefined
 * add nothing. The table is called `t` (`FROM requests AS t`): a bare name would mean the text that the SELECT makes of
 * an address, not the column.
 */
export class Conditions {
  private readonly clauses: string[] = [];
  readonly params: QueryParams = {};
  private bound = 0;

  /** @param prefix where the filters stand, for problems: `query.`, or a JSON pointer */
  constructor(private readonly prefix = 'query.') {}

  /** Adds a clause of one's own with its parameters. */
  add(clause: string, params: QueryParams = {}): this {
    this.clauses.push(clause);
    Object.assign(this.params, params);
    return this;
  }

  /** Adds other conditions, whose parameters have other names. */
  and({ clauses, params }: Conditions): this {
    this.clauses.push(...clauses);
    Object.assign(this.params, params);
    return this;
  }

  equal(column: string, type: string, value: number | boolean | string | undefined): this {
    return value === undefined ? this : this.add(`t.${column} = {${column}:${type}}`, { [column]: value });
  }

  /** One of some values. */
  oneOf(column: string, values: readonly string[] | undefined): this {
    if (values === undefined) return this;
    return this.add(`t.${column} IN {${column}:Array(String)}`, { [column]: values });
  }

  /** A text column; docs/filters.md says what the values may be. */
  text(column: string, values: FilterValues): this {
    return this.filter(column, values, textOperand);
  }

  /** The same of a column that is empty where nothing is known. */
  textOrEmpty(column: string, values: FilterValues): this {
    return this.filter(column, values, textOperand, `t.${column}`, `t.${column} = ''`);
  }

  /**
   * An IPv6 column: addresses and CIDR blocks.
   * @param name of the parameter of the API
   * @param sql what is compared
   */
  address(column: string, values: FilterValues, name = column, sql = `t.${column}`): this {
    return this.filter(name, values, addressOperand, sql);
  }

  /**
   * Adds that any of the values without `!` holds, and none of those with it.
   *
   * @param name of the parameter of the API
   * @param sql what is compared
   * @param unknown SQL that is true when the column has no value
   * @throws Problem validation-failed naming the parameter when a value does not fit
   */
  filter(name: string, values: FilterValues, operandOf: Operand, sql = `t.${name}`, unknown = `isNull(${sql})`): this {
    const location = `${this.prefix}${name}`;
    const list = values === undefined ? [] : [values].flat();
    if (list.length > maxValues) throw invalid(location, `must have at most ${maxValues} values`);
    const wanted: string[] = [];
    for (const value of list) {
      const isUnwanted = value.startsWith('!');
      const operand = isUnwanted ? value.slice(1) : value;
      const clause =
        operand === 'null' ? unknown : operandOf(sql, operand, (type, bound) => this.bind(name, type, bound), location);
      // What is not known is not the unwanted value, and stays.
      if (isUnwanted) this.clauses.push(`NOT ifNull(${clause}, false)`);
      else wanted.push(clause);
    }
    if (wanted.length) this.clauses.push(wanted.length === 1 ? String(wanted[0]) : `(${wanted.join(' OR ')})`);
    return this;
  }

  /** `column` in [from, to), microseconds since 1970 UTC. */
  between(column: string, from: number | undefined, to: number | undefined): this {
    if (from !== undefined) this.add(`t.${column} >= ${instant(`${column}_from`)}`, { [`${column}_from`]: from });
    if (to !== undefined) this.add(`t.${column} < ${instant(`${column}_to`)}`, { [`${column}_to`]: to });
    return this;
  }

  /** Returns SQL that has these conditions with a prefix before their parameters' names: for two sets of them in one statement. */
  prefixed(sql: string, prefix: string): { sql: string; params: QueryParams } {
    const params = Object.entries(this.params).map(([name, value]) => [prefix + name, value]);
    return {
      sql: sql.replaceAll(/\{(\w+):/g, `{${prefix}$1:`),
      params: Object.fromEntries(params) as QueryParams,
    };
  }

  /** Whether `expires_at` is still to come at `now`, milliseconds since 1970 UTC. */
  inForce(wanted: boolean | undefined, now: number): this {
    if (wanted === undefined) return this;
    const clause = '(t.expires_at IS NULL OR t.expires_at > fromUnixTimestamp64Milli({now:Int64}))';
    return this.add(wanted ? clause : `NOT ${clause}`, { now });
  }

  /** {@link where} and one clause more, whose parameters the caller adds. */
  whereAlso(clause: string | undefined): string {
    if (clause === undefined) return this.where;
    return this.clauses.length ? `${this.where} AND ${clause}` : `WHERE ${clause}`;
  }

  /** `WHERE ...`, or nothing without conditions. */
  get where(): string {
    return this.clauses.length ? `WHERE ${this.clauses.join(' AND ')}` : '';
  }

  private bind(column: string, type: string, value: string | number | boolean): string {
    const name = filterParam(column, this.bound++);
    this.params[name] = value;
    return `{${name}:${type}}`;
  }
}

const filterParam = (column: string, count: number): string => `${column}__${count}`;

/** Returns the column whose filter made this query parameter; undefined for one that no filter made. */
export function columnOfParam(name: string): string | undefined {
  return /^(\w+)__\d+$/.exec(name)?.[1];
}
