/** The columns of the aggregates that are sums, as their views make them. */
const sums = {
  requests: 'count()',
  correlated: 'countIf(t.correlated)',
  not_found: 'countIf(t.status = 404)',
  refused: 'countIf(t.status IN (401, 403, 429))',
  server_errors: 'countIf(t.status BETWEEN 500 AND 599)',
  posts: `countIf(t.method = 'POST')`,
  sensitive_paths: 'countIf(t.is_sensitive)',
  browser_like: 'countIf(t.is_browser_like)',
  bytes_out: 'sum(t.bytes_out)',
};
const namedSums = Object.entries(sums).map(([name, sql]) => `${sql} AS ${name}`);
const hour = `toStartOfHour(toDateTime(t.time, 'UTC')) AS hour`;
const ja4 = `if(t.client_ip = t.src_ip, ifNull(t.ja4, ''), '')`;
/** SQL of the state of how many different values there are, empty ones left out. */
const stateOf = (value: string): string =>
  `CAST(uniqCombinedIfState(12)(cityHash64(${value}), ${value} != ''), 'AggregateFunction(uniqCombined(12), UInt64)')`;

/** Columns that `agg_entity_1h` has, as `requestsCounted` does. */
export const countedColumns = `hour, ${Object.keys(sums).join(', ')}, addresses, ja4s, hosts, user_agents`;

/** Returns the requests `t` that a WHERE leaves, counted as `agg_entity_1h` counts those of one entity. */
export function requestsCounted(where: string): string {
  return `SELECT ${hour}, ${namedSums.join(', ')}, uniqCombinedState(12)(cityHash64(t.client_ip)) AS addresses,
      ${stateOf(ja4)} AS ja4s, uniqCombinedState(12)(cityHash64(t.host)) AS hosts, ${stateOf('t.user_agent')} AS user_agents
    FROM http_logs AS t ${where} GROUP BY hour`;
}

/** Columns that the rows of addresses have, as `requestsOfAddresses` does. */
export const addressColumns = `client_ip, hour, ja4, user_agent, ${Object.keys(sums).join(', ')}, hosts`;

/** Returns the requests `t` that a WHERE leaves, counted as the rows of addresses count them. */
export function requestsOfAddresses(where: string): string {
  return `SELECT t.client_ip AS client_ip, ${hour}, ${ja4} AS ja4, t.user_agent AS user_agent, ${namedSums.join(', ')},
      uniqCombinedState(12)(cityHash64(t.host)) AS hosts
    FROM http_logs AS t ${where} GROUP BY client_ip, hour, ja4, user_agent`;
}
