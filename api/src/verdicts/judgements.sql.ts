import { networkColumns } from '../reference-lists/dictionaries.js';

/**
 * A judgement is what a label or a rule says of everything that has a key: `ja4|t13d...`, `address|2001:db8::|32`,
 * `user_agent*|curl/` (a prefix), `any|`. A detection, or an address that was seen, has such keys, so that finding its
 * judgements is one hash join whatever their number.
 */
export interface JudgementScope {
  /** A rule that is not stored, as parameters candidate_*: for a dry run. */
  readonly withCandidate: boolean;
  /** What stored judgements speak of; only those facts are looked up. */
  readonly fields: ReadonlySet<string>;
  /** Whether networks and countries can be asked. */
  readonly networks: boolean;
}

/** Those in force at `{now}` (milliseconds), but not the rule `{without}`. */
const stored = `
  SELECT concat('label:', toString(t.label_id)) AS source, t.subject AS field, t.value AS value, t.host AS host,
    t.label AS effect, toFloat64(0) AS min_score, t.updated_at AS updated_at
  FROM labels AS t FINAL WHERE NOT t.removed AND NOT t.awaits_second AND (t.expires_at IS NULL OR t.expires_at > fromUnixTimestamp64Milli({now:Int64}))
  UNION ALL
  SELECT concat('rule:', toString(t.rule_id)), if(t.kind = 'detect', 'any', t.field), t.value, t.host,
    t.kind, t.min_score, t.updated_at
  FROM rules AS t FINAL WHERE t.kind != 'block' AND NOT t.removed AND NOT t.awaits_second AND toString(t.rule_id) != {without:String}
    AND (t.expires_at IS NULL OR t.expires_at > fromUnixTimestamp64Milli({now:Int64}))`;

const candidate = `
  UNION ALL
  SELECT 'rule:candidate', {candidate_field:String}, {candidate_value:String}, {candidate_host:String},
    {candidate_effect:String}, {candidate_min_score:Float64}, fromUnixTimestamp64Milli({now:Int64})`;

/** The fields that the judgements in force speak of. */
export const fieldsSql = `SELECT DISTINCT field FROM (${stored})`;

/**
 * Common table expressions `judgements`, with the key and rank of each, and what `keysSql` needs. The lowest rank decides:
 * the allow list, then labels from the particular to the general, the deny list, thresholds.
 */
export function judgementsSql({ withCandidate }: JudgementScope): string {
  return `judgements AS (
    SELECT *, splitByChar('/', value)[1] AS address, isIPv4String(address) AS is_ipv4,
      if(field != 'address', 0, toUInt8OrDefault(splitByChar('/', value)[2], if(is_ipv4, 32, 128)) + if(is_ipv4, 96, 0))::UInt8 AS bits,
      multiIf(
        field = 'address', concat('address|', toString(IPv6CIDRToRange(toIPv6OrDefault(address), bits).1), '|', toString(bits)),
        field IN ('host', 'user_agent') AND endsWith(value, '*'), concat(field, '*|', substring(value, 1, length(value) - 1)),
        concat(field, '|', value)) AS key,
      (multiIf(effect = 'allow', 0, field = 'detection', 1, effect IN ('bot', 'suspicious', 'legitimate'), if(field = 'address', 2, 3),
        effect = 'deny', 4, 5), 128 - bits, host = '', -toUnixTimestamp64Milli(updated_at)) AS rank
    FROM (${stored}${withCandidate ? candidate : ''})),
  (SELECT groupUniqArray(bits) FROM judgements WHERE field = 'address') AS address_bits,
  (SELECT groupUniqArray((field, length(value) - 1)) FROM judgements WHERE endsWith(value, '*')) AS prefixes`;
}

/**
 * The keys of a row with the columns client_ip, ja4, host and, where judgements speak of them, user_agents (an array).
 * @param own keys of the row besides
 */
export function keysSql(database: string, { fields, networks }: JudgementScope, own = ''): string {
  const { asn, country } = networkColumns(database, 'client_ip');
  const ofNetworks =
    networks && (fields.has('asn') || fields.has('country'))
      ? `, concat('asn|', toString(ifNull(${asn}, 0))), concat('country|', ifNull(${country}, ''))`
      : '';
  const ofUserAgents = fields.has('user_agent')
    ? `, arrayMap(agent -> concat('user_agent|', agent), user_agents),
      arrayFlatten(arrayMap(agent -> ${prefixKeys('user_agent', 'agent')}, user_agents))`
    : '';
  return `arrayConcat(['any|', concat('ja4|', ja4), concat('host|', host)${own}${ofNetworks}],
    arrayMap(bits -> concat('address|', toString(IPv6CIDRToRange(client_ip, bits).1), '|', toString(bits)), address_bits),
    ${prefixKeys('host', 'host')}${ofUserAgents})`;
}

function prefixKeys(field: string, value: string): string {
  return `arrayMap(prefix -> concat('${field}*|', substring(${value}, 1, prefix.2)),
    arrayFilter(prefix -> prefix.1 = '${field}' AND length(${value}) >= prefix.2, prefixes))`;
}

/** SQL of who was seen since `{seen_from}` (seconds): client_ip, ja4, host, requests, last_seen, and the keys of each. */
export function seenSql(database: string, scope: JudgementScope): string {
  const userAgents = scope.fields.has('user_agent') ? ', groupUniqArrayMerge(5)(t.user_agents) AS user_agents' : '';
  return `SELECT client_ip, ja4, host, requests, last_seen, ${keysSql(database, scope)} AS keys FROM (
    SELECT t.client_ip AS client_ip, t.ja4 AS ja4, t.host AS host, sum(t.requests) AS requests, max(t.last_seen) AS last_seen${userAgents}
    FROM agg_host_ip_ja4_1h AS t WHERE t.hour >= toDateTime({seen_from:UInt32}, 'UTC')
    GROUP BY t.client_ip, t.ja4, t.host)`;
}
