import { isIP } from 'node:net';
import { invalid } from '../http/invalid.js';
import type { QueryParams } from './store.js';

/**
 * The WHERE of a list: columns are the code's own, values travel as query parameters only. Filters that are undefined
 * add nothing. The table is called `t` (`FROM requests AS t`): a bare name would mean the text that the SELECT makes of
 * an address, not the column.
 */
export class Conditions {
  private readonly clauses: string[] = [];
  readonly params: QueryParams = {};

  /** @param prefix where the filters stand, for problems: `query.`, or a JSON pointer */
  constructor(private readonly prefix = 'query.') {}

  /** Adds a clause of one's own with its parameters. */
  add(clause: string, params: QueryParams = {}): this {
    this.clauses.push(clause);
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

  /** Text compares exactly unless it ends with `*`: then it is a prefix. */
  text(column: string, value: string | undefined): this {
    if (!value?.endsWith('*')) return this.equal(column, 'String', value);
    return this.add(`startsWith(t.${column}, {${column}:String})`, { [column]: value.slice(0, -1) });
  }

  /**
   * An address or a CIDR block on an IPv6 column.
   * @param name of the parameter of the API
   * @param expression what is compared
   * @throws Problem validation-failed when it is neither.
   */
  address(column: string, value: string | undefined, name = column, expression = `t.${column}`): this {
    if (value === undefined) return this;
    const [address = '', bits, ...rest] = value.split('/');
    const family = isIP(address);
    const width = family === 4 ? 32 : 128;
    const isBlock = bits !== undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= width;
    if (family === 0 || address.includes('%') || rest.length > 0 || (bits !== undefined && !isBlock)) {
      throw invalid(`${this.prefix}${name}`, 'must be an address or a CIDR block');
    }
    // IPv4 stands in the last 32 of 128 bits.
    const range = `IPv6CIDRToRange(toIPv6({${column}:String}), {${column}_bits:UInt8})`;
    return this.add(`${expression} BETWEEN ${range}.1 AND ${range}.2`, {
      [column]: address,
      [`${column}_bits`]: Number(bits ?? width) + 128 - width,
    });
  }

  /** `column` in [from, to), microseconds since 1970 UTC. */
  between(column: string, from: number | undefined, to: number | undefined): this {
    const instant = (name: string): string => `fromUnixTimestamp64Micro({${column}_${name}:Int64}, 'UTC')`;
    if (from !== undefined) this.add(`t.${column} >= ${instant('from')}`, { [`${column}_from`]: from });
    if (to !== undefined) this.add(`t.${column} < ${instant('to')}`, { [`${column}_to`]: to });
    return this;
  }

  /** Returns the conditions with a prefix before their parameters' names: for two sets of them in one statement. */
  prefixed(prefix: string): { clause: string; params: QueryParams } {
    const params = Object.entries(this.params).map(([name, value]) => [prefix + name, value]);
    const clause = this.clauses.join(' AND ').replaceAll(/\{(\w+):/g, `{${prefix}$1:`);
    return { clause, params: Object.fromEntries(params) as QueryParams };
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
}
