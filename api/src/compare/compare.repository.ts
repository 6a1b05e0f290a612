import type { TimeRange } from '../http/time-range.js';
import { addRequestFilters } from '../requests/requests.filters.js';
import type { RequestFilters } from '../requests/requests.filters.types.js';
import { Conditions } from '../store/conditions.js';
import type { QueryParams, Store } from '../store/store.js';
import { attributeColumns } from '../traffic/attributes.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type { ComparedAttribute, ComparedGroup } from './compare.types.js';

/** Requests of a range that match filters: their condition, with parameters of its own. */
export interface GroupOfRequests {
  readonly range: TimeRange;
  readonly clause: string;
  readonly params: QueryParams;
}

/**
 * Returns a group.
 *
 * @param prefix of its parameters' names, another one for each of the two
 * @throws Problem validation-failed when a filter cannot be read
 */
export function groupOfRequests(
  filters: RequestFilters,
  range: TimeRange,
  nowMs: number,
  prefix: 'a_' | 'b_',
): GroupOfRequests {
  const conditions = addRequestFilters(new Conditions().between('time', range.from, range.to), filters, nowMs);
  return { range, ...conditions.prefixed(prefix) };
}

const valueType = `Tuple(value String, requests_a UInt64, requests_b UInt64, share_a Float64, share_b Float64, difference Float64)`;
/** SQL of one value's part of the Jensen-Shannon divergence: of the shares p and q, against their mean. */
const part = (p: string, q: string): string => `if(${p} = 0, 0, ${p} * log2(2 * ${p} / (${p} + ${q})))`;

export class CompareRepository {
  constructor(private readonly store: Store) {}

  /** Returns how many requests and addresses each group has. */
  async totals(a: GroupOfRequests, b: GroupOfRequests): Promise<Pick<ComparedGroup, 'requests' | 'ips'>[]> {
    const { inA, inB, where, params } = conditionsOf(a, b);
    const sql = `SELECT countIf(${inA}) AS requests_a, uniqIf(t.client_ip, ${inA}) AS ips_a,
        countIf(${inB}) AS requests_b, uniqIf(t.client_ip, ${inB}) AS ips_b FROM http_logs AS t ${where}`;
    const [row] = await this.store.rows<Record<string, number>>('compare.traffic', sql, params);
    return ['a', 'b'].map((group) => ({ requests: row![`requests_${group}`]!, ips: row![`ips_${group}`]! }));
  }

  /** Returns each attribute with the values whose shares differ most. */
  attributes(
    a: GroupOfRequests,
    b: GroupOfRequests,
    attributes: readonly Attribute[],
    limit: number,
  ): Promise<ComparedAttribute[]> {
    const { inA, inB, where, params } = conditionsOf(a, b);
    const compared = (attribute: Attribute): string => {
      const { key, isPresent, text } = attributeColumns[attribute];
      const value = `CAST((${text('v.g')}, v.n_a, v.n_b, v.p, v.q, v.q - v.p), '${valueType}')`;
      return `SELECT '${attribute}' AS attribute,
          if(any(v.total_a) = 0 OR any(v.total_b) = 0, NULL,
            greatest(0, least(1, sum(${part('v.p', 'v.q')} + ${part('v.q', 'v.p')}) / 2))) AS divergence,
          arrayMap(x -> x.3, groupArraySorted({limit:UInt32})((-abs(v.q - v.p), v.g, ${value}))) AS values
        FROM (
          SELECT ${key} AS g, countIf(${inA}) AS n_a, countIf(${inB}) AS n_b, sum(n_a) OVER () AS total_a,
            sum(n_b) OVER () AS total_b, if(total_a = 0, 0, n_a / total_a) AS p, if(total_b = 0, 0, n_b / total_b) AS q
          FROM http_logs AS t ${where} AND ${isPresent} GROUP BY g
        ) AS v`;
    };
    const sql = attributes.map(compared).join('\nUNION ALL\n');
    return this.store.rows('compare.traffic', sql, { ...params, limit });
  }
}

/** SQL of what is in each group, and in any of them. */
function conditionsOf(
  { clause: inA, params: first }: GroupOfRequests,
  { clause: inB, params: second }: GroupOfRequests,
): { inA: string; inB: string; where: string; params: QueryParams } {
  return { inA, inB, where: `WHERE ((${inA}) OR (${inB}))`, params: { ...first, ...second } };
}
