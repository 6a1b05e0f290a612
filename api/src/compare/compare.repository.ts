import type { TimeRange } from '../http/time-range.js';
import type { Conditions } from '../store/conditions.js';
import type { QueryParams, Store } from '../store/store.js';
import {
  aggregatedRows,
  entityRows,
  isAggregated,
  requestRows,
  type AttributeRows,
} from '../traffic/attribute-rows.js';
import { attributeColumns } from '../traffic/attributes.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type { ComparedAttribute } from './compare.types.js';

/** Requests of a range that match filters. */
export interface GroupOfRequests {
  readonly range: TimeRange;
  /** The filters; undefined when all requests of whole hours match, which aggregates know. */
  readonly matching: Conditions | undefined;
}

interface Counts {
  requests: number;
  ips: number;
}

const valueType = `Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)`;
/** SQL of one value's part of the Jensen-Shannon divergence: of the shares p and q, against their mean. */
const part = (p: string, q: string): string => `if(${p} = 0, 0, ${p} * log2(2 * ${p} / (${p} + ${q})))`;

export class CompareRepository {
  constructor(private readonly store: Store) {}

  /** Returns how many requests and addresses a group has. */
  async totals(group: GroupOfRequests): Promise<Counts> {
    const { from, conditions, requests, ips } = allRows(group);
    const sql = `SELECT ${requests} AS requests, ${ips} AS ips FROM ${from} ${conditions.where}`;
    return (await this.store.rows<Counts>('compare.traffic', sql, conditions.params))[0]!;
  }

  /** Returns each attribute with the values whose shares differ most. */
  attributes(
    a: GroupOfRequests,
    b: GroupOfRequests,
    attributes: readonly Attribute[],
    limit: number,
  ): Promise<ComparedAttribute[]> {
    const params: QueryParams = { limit };
    const compared = (attribute: Attribute): string => {
      const rowsA = countedIn(attribute, a, 'a_');
      const rowsB = countedIn(attribute, b, 'b_');
      Object.assign(params, rowsA.params, rowsB.params);
      const value = `CAST((${attributeColumns[attribute].text('v.g')}, v.n_a, v.n_b, v.p, v.q, v.q - v.p), '${valueType}')`;
      return `SELECT '${attribute}' AS attribute,
          if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
            greatest(0, least(1, sum(${part('v.p', 'v.q')} + ${part('v.q', 'v.p')}) / 2))) AS divergence,
          arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, ${value}))) AS values
        FROM (
          SELECT c.g AS g, sumIf(c.n, c.of = 'a') AS n_a, sumIf(c.n, c.of = 'b') AS n_b, sum(n_a) OVER () AS total_a,
            sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
          FROM (SELECT 'a' AS of, g, n FROM ${rowsA.sql} UNION ALL SELECT 'b' AS of, g, n FROM ${rowsB.sql}) AS c GROUP BY g
        ) AS v`;
    };
    const sql = attributes.map(compared).join('\nUNION ALL\n');
    return this.store.rows('compare.traffic', sql, params);
  }
}

/** Returns the rows that the requests of a group are counted from. */
export function allRows({ range, matching }: GroupOfRequests): AttributeRows {
  const rows = matching ? requestRows('ip', range) : entityRows('all', range);
  if (matching) rows.conditions.and(matching);
  return rows;
}

/** Returns the rows that the values of an attribute in a group are counted from. */
export function attributeRows(attribute: Attribute, { range, matching }: GroupOfRequests): AttributeRows {
  const isKnown = matching === undefined && isAggregated(attribute);
  const rows = isKnown ? aggregatedRows(attribute, range) : requestRows(attribute, range);
  if (matching) rows.conditions.and(matching);
  return rows;
}

/** SQL of the values `g` of an attribute in a group, `n` requests each, with parameters of its own. */
function countedIn(
  attribute: Attribute,
  group: GroupOfRequests,
  prefix: 'a_' | 'b_',
): { sql: string; params: QueryParams } {
  const { from, conditions, key, requests } = attributeRows(attribute, group);
  const sql = `(SELECT ${key} AS g, ${requests} AS n FROM ${from} ${conditions.where} GROUP BY g)`;
  return conditions.prefixed(sql, prefix);
}
