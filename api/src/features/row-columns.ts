import { crawlerNames, crawlerOf } from '../reference-lists/dictionaries.js';
import { objectOf } from '../store/object.js';
import { clientColumns } from './client-sql.js';

/**
 * The steps of one kind. A browser asks for pages with other headers than for what they bring with them, so that either has
 * aggregates of its own: taken from these alone, hundreds of images do not crowd out the pages.
 */
const stepsOf = (counted: 'documents' | 'assets', kind: number): string =>
  `arrayFilter(step -> bitAnd(step, 127) = ${kind}, groupArrayMergeIf(500)(t.steps, t.${counted} > 0))`;

/** The columns of a row, of agg_host_ip_ja4_1h as `t`. */
export const rowColumns = `
    min(t.first_seen) AS first_seen, max(t.last_seen) AS last_seen, sum(t.requests) AS requests,
    sum(t.sensitive_paths) AS sensitive_paths, sum(t.sensitive_served) AS sensitive_served,
    sum(t.documents) AS documents, sum(t.assets) AS assets, sum(t.not_found) AS not_found,
    sum(t.refused) AS refused, sum(t.server_errors) AS server_errors, sum(t.not_modified) AS not_modified,
    sum(t.posts) AS posts, sum(t.login_posts) AS login_posts, sum(t.login_refused) AS login_refused,
    sum(t.odd_methods) AS odd_methods, sum(t.with_referer) AS with_referer,
    sum(t.header_count) AS header_count, uniqCombinedMerge(12)(t.header_orders) AS header_orders,
    sum(t.without_accept_language) AS without_accept_language,
    sum(t.without_accept_encoding) AS without_accept_encoding, sum(t.without_sec_fetch) AS without_sec_fetch,
    sum(t.client_hint_mismatches) AS client_hint_mismatches,
    uniqCombinedMerge(12)(t.connections) AS connections,
    uniqCombinedMerge(12)(t.post_answer_sizes) AS post_answer_sizes,
    sum(t.with_sni) AS with_sni, sum(t.sni_mismatches) AS sni_mismatches, sum(t.alpn_mismatches) AS alpn_mismatches,
    quantileBFloat16Merge(0.5)(t.syn_to_clienthello_ms) AS syn_to_clienthello_ms,
    min(t.tcp_mss) AS tcp_mss, min(t.ttl_min) AS ttl_min, max(t.ttl_max) AS ttl_max, max(t.tcp_options) AS tcp_options,
    arraySort(groupUniqArrayMerge(5)(t.user_agents)) AS user_agents,
    arraySort(groupUniqArrayMerge(5)(t.header_names)) AS header_names,
    arraySort(groupUniqArrayMerge(4)(t.http_versions)) AS http_versions, max(t.ja4_r) AS ja4_r,
    arrayFilter(x -> x != '', arrayDistinct(arrayFlatten(arrayMap(x -> splitByChar(',', x),
      groupUniqArrayMerge(2)(t.alpns))))) AS alpns, max(t.h2_fingerprint) AS h2_fingerprint,
    arrayFirst(name -> arrayExists(x -> positionCaseInsensitive(x, name) > 0, user_agents), ${crawlerNames}) AS claimed_bot,
    nullIf(${crawlerOf('t.client_ip')}, '') AS verified_bot, ${clientColumns},
    groupArrayMerge(500)(t.steps) AS steps,
    arrayPopFront(arrayDifference(arraySort(arrayMap(step -> bitShiftRight(step, 42), steps)))) AS gaps,
    ${stepsOf('documents', 1)} AS document_steps, ${stepsOf('assets', 2)} AS asset_steps,
    arrayPopFront(arrayDifference(arraySort(arrayMap(step -> bitShiftRight(step, 42), document_steps)))) AS document_gaps,
    arrayMap(step -> bitAnd(bitShiftRight(step, 18), 16777215), steps) AS path_hashes,
    arrayMap(step -> bitAnd(bitShiftRight(step, 18), 16777215), asset_steps) AS asset_hashes,
    arrayReduce('quantileExact(0.95)', arrayMap(step -> bitAnd(bitShiftRight(step, 7), 2047), steps)) AS path_length_p95,
    uniqCombinedMerge(12)(t.paths) AS paths, uniqCombinedMerge(12)(t.urls) AS urls,
    sum(t.path_segments) AS path_segments, sum(t.with_query) AS with_query,
    arrayCount(step -> bitAnd(step, 127) = 5, steps) AS payloads,
    arraySort(groupUniqArrayMerge(10)(t.sensitive_samples)) AS sensitive_samples,
    arraySort(groupUniqArrayMerge(10)(t.path_samples)) AS path_samples,
    sumMap(t.ten_seconds) AS ten_seconds,
    arrayReduce('sumMap', [arrayMap(ten -> intDiv(ten, 6), mapKeys(ten_seconds))], [mapValues(ten_seconds)]) AS minutes,
    sum(t.duration_us) AS duration_us, sum(t.favicons) AS favicons, sum(t.robots) AS robots`;

/** The context of a row as a JSON object. */
export const contextObject = objectOf({
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
  tls_alpn: ['Array(String)', 'alpns'],
  h2_fingerprint: ['String', 'h2_fingerprint'],
  payload_requests: ['UInt64', 'payloads'],
  verified_bot: ['Nullable(String)', 'verified_bot'],
  false_bot: ['Nullable(String)', `if(isNull(verified_bot), nullIf(claimed_bot, ''), NULL)`],
  server_names: ['Array(String)', 'server_names'],
  ttl: ['Nullable(UInt8)', 'ttl_min'],
  tcp_options: ['Nullable(String)', 'tcp_options'],
  busiest_ten_seconds: ['UInt64', 'arrayMax(mapValues(ten_seconds))'],
  address_requests: ['UInt64', 'address_requests'],
  address_failed: ['UInt64', 'address_failed'],
  login_fleet_addresses: ['UInt64', 'fleet_addresses'],
  login_fleet_posts: ['UInt64', 'fleet_posts'],
  login_fleet_refused: ['UInt64', 'fleet_refused'],
  first_seen: [`DateTime64(6, 'UTC')`, 'first_seen'],
  last_seen: [`DateTime64(6, 'UTC')`, 'last_seen'],
});
