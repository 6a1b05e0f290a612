import { features } from '@ja4-platform/common';

/**
 * How each feature is computed from the columns that {@link rowColumns} names. What cannot be known is NULL, never 0.
 */
export const featureExpressions: Record<string, string> = {
  requests: 'log10(requests)',
  peak_minute: 'log10(arrayMax(minutes.2))',
  active_minutes: 'length(minutes.1)',
  gap_median: `if(length(gaps) < 2, NULL, arrayReduce('median', gaps) / 1000)`,
  gap_variation: `if(length(gaps) < 2 OR arrayMax(gaps) = 0, NULL, arrayReduce('stddevPop', gaps) / arrayAvg(gaps))`,
  unique_path_ratio: 'paths / requests',
  path_depth: 'path_segments / requests',
  path_length_p95: 'path_length_p95',
  query_ratio: 'with_query / requests',
  sensitive_path_ratio: 'sensitive_paths / requests',
  not_found_ratio: 'not_found / requests',
  refused_ratio: 'refused / requests',
  server_error_ratio: 'server_errors / requests',
  not_modified_ratio: 'not_modified / requests',
  post_ratio: 'posts / requests',
  login_post_ratio: 'login_posts / requests',
  odd_method_ratio: 'odd_methods / requests',
  asset_ratio: 'assets / requests',
  referer_ratio: 'with_referer / requests',
  header_count: 'header_count / requests',
  header_orders: 'header_orders',
  accept_language_missing: 'without_accept_language / requests',
  sec_fetch_missing: 'without_sec_fetch / requests',
  user_agents: 'user_agent_count',
  connection_reuse: 'requests / connections',
  answer_sizes: 'answer_sizes / requests',
  ja4_rarity: `if(f.ja4 = '', NULL, -log10(host_ja4.of_ja4 / host_ja4.of_host))`,
  sni_mismatch: 'if(with_sni = 0, NULL, sni_mismatches / with_sni)',
  syn_to_clienthello: 'syn_to_clienthello_ms',
};

/** The features of a row in the order of the list. A quantile of nothing is NaN, which JSON has as null. */
export const featureValues = `[${features
  .map(({ name }) => `CAST(${featureExpressions[name]}, 'Nullable(Float64)')`)
  .join(',\n    ')}]`;

/**
 * The columns of a row, from the tables of hourly aggregates that it is spread over. All of them have the row's key; the
 * first has every row.
 */
export const rowColumns = {
  agg_host_ip_ja4_1h: `
    min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, sum(t.requests) AS requests,
    sum(t.sensitive_paths) AS sensitive_paths, sum(t.not_found) AS not_found,
    sum(t.refused) AS refused, sum(t.server_errors) AS server_errors, sum(t.not_modified) AS not_modified,
    sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
    sum(t.odd_methods) AS odd_methods, sum(t.assets) AS assets, sum(t.with_referer) AS with_referer,
    sum(t.header_count) AS header_count, uniqCombinedMerge(12)(t.header_orders) AS header_orders,
    sum(t.without_accept_language) AS without_accept_language, sum(t.without_sec_fetch) AS without_sec_fetch,
    uniqCombinedMerge(12)(t.user_agent_count) AS user_agent_count,
    uniqCombinedMerge(12)(t.connections) AS connections, uniqCombinedMerge(12)(t.answer_sizes) AS answer_sizes,
    sum(t.with_sni) AS with_sni, sum(t.sni_mismatches) AS sni_mismatches,
    quantileBFloat16Merge(0.5)(t.syn_to_clienthello_ms) AS syn_to_clienthello_ms,
    arraySort(groupUniqArrayMerge(5)(t.user_agents)) AS user_agents,
    arraySort(groupUniqArrayMerge(5)(t.header_names)) AS header_names,
    arraySort(groupUniqArrayMerge(4)(t.http_versions)) AS http_versions,
    max(t.ja4_r) AS ja4_r, groupUniqArrayMerge(2)(t.alpns) AS alpns`,
  agg_path_sequences_1h: `
    groupArrayMerge(500)(t.steps) AS steps,
    arrayPopFront(arrayDifference(arraySort(arrayMap(step -> bitShiftRight(step, 42), steps)))) AS gaps,
    arrayReduce('quantileExact(0.95)', arrayMap(step -> bitAnd(bitShiftRight(step, 7), 2047), steps)) AS path_length_p95,
    uniqCombinedMerge(12)(t.paths) AS paths, sum(t.path_segments) AS path_segments, sum(t.with_query) AS with_query,
    arraySort(groupUniqArrayMerge(10)(t.sensitive_samples)) AS sensitive_samples,
    arraySort(groupUniqArrayMerge(10)(t.path_samples)) AS path_samples`,
  agg_request_timing_1h: `
    sumMap(arrayMap(ten -> intDiv(ten, 6), mapKeys(t.ten_seconds)), mapValues(t.ten_seconds)) AS minutes`,
};

const contextFields: Record<string, [type: string, expression: string]> = {
  user_agents: ['Array(String)', 'arrayMap(x -> substringUTF8(x, 1, 512), user_agents)'],
  sample_paths: ['Array(String)', 'arraySlice(arrayDistinct(arrayConcat(sensitive_samples, path_samples)), 1, 10)'],
  sensitive_requests: ['UInt64', 'sensitive_paths'],
  login_posts: ['UInt64', 'login_posts'],
  login_posts_refused: ['UInt64', 'login_refused'],
  not_found: ['UInt64', 'not_found'],
  without_accept_language: ['UInt64', 'without_accept_language'],
  without_sec_fetch: ['UInt64', 'without_sec_fetch'],
  header_orders: ['Array(String)', 'header_names'],
  http_versions: ['Array(String)', 'http_versions'],
  ja4_r: ['Nullable(String)', 'ja4_r'],
  tls_alpn: [
    'Array(String)',
    `arrayFilter(x -> x != '', arrayDistinct(arrayFlatten(arrayMap(x -> splitByChar(',', x), alpns))))`,
  ],
  first_seen: [`DateTime64(6, 'UTC')`, 'first_seen'],
  last_seen: [`DateTime64(6, 'UTC')`, 'last_seen'],
};

/** The context of a row as a JSON object. */
export const contextObject = `CAST(tuple(${Object.values(contextFields)
  .map(([, expression]) => expression)
  .join(',\n    ')}), 'Tuple(${Object.entries(contextFields)
  .map(([name, [type]]) => `${name} ${type.replaceAll("'", "\\'")}`)
  .join(', ')})')`;
