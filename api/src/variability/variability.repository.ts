import type { TimeRange } from '../http/time-range.js';
import { Conditions } from '../store/conditions.js';
import { GroupQuery, type Groups } from '../store/groups.js';
import type { Store } from '../store/store.js';
import { attributeColumns, attributesOfHours } from '../traffic/attributes.js';
import type { Attribute } from '../traffic/traffic.types.js';
import type { Variability, VariabilitySearch } from './variability.types.js';

const entropy = 'greatest(0, log2(sum(t.n)) - sum(t.n * log2(t.n)) / sum(t.n))';
const orders = { '-distinct': 'count()', '-entropy': entropy, '-requests': 'sum(t.n)' } as const;

export class VariabilityRepository {
  constructor(private readonly store: Store) {}

  list(attribute: Attribute, search: VariabilitySearch, range: TimeRange): GroupQuery<Variability> {
    return new GroupQuery(this.store, 'variability.list', groupsOf(attribute, search, range));
  }
}

/** Whether what each client did in an hour has both attributes. */
export function isOfHours(attribute: Attribute, of: Attribute): boolean {
  return attribute in attributesOfHours && of in attributesOfHours;
}

/** Groups of pairs of values, `v` by `of`, which are grouped from the requests first. */
function groupsOf(
  attribute: Attribute,
  { of, value, host, min_requests = 1, min_distinct = 1, sort = '-distinct' }: VariabilitySearch,
  range: TimeRange,
): Groups {
  const hasHours = isOfHours(attribute, of);
  const columns = hasHours ? { ...attributeColumns, ...attributesOfHours } : attributeColumns;
  const [by, other] = [columns[attribute], columns[of]];
  const requests = new Conditions().between(hasHours ? 'hour' : 'time', range.from, range.to);
  requests.add(by.isPresent).add(other.isPresent);
  requests.equal('host', 'String', host);
  if (value !== undefined) requests.add(`${by.text(by.key)} = {value:String}`, { value });
  return {
    // Values become texts when they are counted.
    from: `(SELECT ${by.text('p.v')} AS v, ${other.text('p.o')} AS o, p.n AS n FROM (
        SELECT ${by.key} AS v, ${other.key} AS o, ${hasHours ? 'sum(t.requests)' : 'count()'} AS n
        FROM ${hasHours ? 'agg_host_ip_ja4_1h' : 'http_logs'} AS t ${requests.where} GROUP BY v, o
      ) AS p) AS t`,
    conditions: new Conditions(),
    key: 't.v',
    type: 'String',
    order: orders[sort],
    direction: 'DESC',
    having: 'sum(t.n) >= {min_requests:UInt64} AND count() >= {min_distinct:UInt64}',
    params: { ...requests.params, min_requests, min_distinct },
    isSmall: true,
    columns: `g AS value, sum(t.n) AS requests, count() AS distinct, ${entropy} AS entropy,
      arrayMap(x -> CAST((x.2, x.1, x.1 / sum(t.n)), 'Tuple(value String, requests UInt64, share Float64)'),
        arraySlice(arrayReverseSort(groupArray((t.n, t.o))), 1, 5)) AS top`,
  };
}
