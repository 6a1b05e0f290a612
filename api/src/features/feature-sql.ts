import { features } from '@ja4-platform/common';
import { clientFeatures } from './client-sql.js';

/** A share of ten requests at least: one request of three that fails, or logs in, says hardly more than one of ten. */
const shareOf = (counted: string): string => `${counted} / greatest(requests, 10)`;

/** Requests of the JA4 on the host in the row's hour and the seven days before it. */
const ofWeek = 'arraySum(arrayMap(x -> if(x.1 > f.hour - 168 * 3600 AND x.1 <= f.hour, x.2, 0), of_ja4))';

/**
 * How each feature is computed from the columns of row-columns.ts. What cannot be known is NULL, never 0. All stand in one array:
 * what is counted in 64 bits is named as the Float64 that the others are, since the engine finds no type for both.
 */
export const featureExpressions: Record<string, string> = {
  requests: 'log10(requests)',
  peak_minute: 'log10(arrayMax(minutes.2))',
  active_minutes: 'toFloat64(length(minutes.1))',
  gap_median: `if(length(gaps) < 2, NULL, arrayReduce('median', gaps) / 1000)`,
  gap_variation: `if(length(gaps) < 2 OR arrayMax(gaps) = 0, NULL, arrayReduce('stddevPop', gaps) / arrayAvg(gaps))`,
  gap_correlation: `if(length(gaps) < 4, NULL, arrayReduce('corrStable', arrayPopBack(gaps), arrayPopFront(gaps)))`,
  think_time: `if(length(document_gaps) < 2, NULL, arrayReduce('median', document_gaps) / 1000)`,
  think_variation: `if(length(document_gaps) < 5, NULL, arrayReduce('stddevPop', document_gaps) / arrayAvg(document_gaps))`,

  unique_path_ratio: 'paths / requests',
  path_entropy: `arrayReduce('entropy', path_hashes)`,
  top_path_share: 'arrayMax(arrayEnumerateUniq(path_hashes)) / length(path_hashes)',
  path_depth: 'path_segments / requests',
  path_length_p95: 'toFloat64(path_length_p95)',
  unique_url_ratio: 'if(with_query = 0, NULL, urls / requests)',
  asset_ratio: 'assets / requests',
  // Answers 304 are known of all requests, the paths of 500 of them.
  asset_repeats: `if(length(asset_hashes) < 10, NULL,
      greatest(0, 1 - length(arrayDistinct(asset_hashes)) / length(asset_hashes) - not_modified / assets))`,
  favicon_ratio: 'if(documents = 0, NULL, favicons / documents)',
  bare_documents: 'if(documents = 0, NULL, assets = 0)',
  sensitive_path_ratio: shareOf('(sensitive_paths - sensitive_served)'),
  robots_ratio: 'robots / requests',

  not_found_ratio: shareOf('not_found'),
  refused_ratio: shareOf('refused'),
  server_error_ratio: shareOf('server_errors'),
  not_modified_ratio: 'not_modified / requests',
  post_ratio: shareOf('posts'),
  login_post_ratio: shareOf('login_posts'),
  odd_method_ratio: shareOf('odd_methods'),
  post_answer_sizes: 'if(posts < 3, NULL, post_answer_sizes / posts)',
  duration: 'log10(1 + duration_us / requests / 1000)',

  referer_ratio: 'with_referer / requests',
  header_count: 'header_count / requests',
  header_orders: 'toFloat64(header_orders)',
  header_order_mismatch: clientFeatures.header_order_mismatch,
  accept_language_missing: 'without_accept_language / requests',
  accept_encoding_missing: 'without_accept_encoding / requests',
  sec_fetch_missing: 'without_sec_fetch / requests',
  client_hint_mismatch: 'client_hint_mismatches / requests',

  ja4_family_mismatch: clientFeatures.ja4_family_mismatch,
  ja4_rarity: `if(f.ja4 = '', NULL, log10(of_host / ${ofWeek}))`,
  ja4_browser_like: `if(f.ja4 = '', NULL, of_ja4_browser_like / of_ja4_requests)`,
  ja4_addresses: `if(f.ja4 = '', NULL, log10(of_ja4_addresses))`,
  ja4_user_agents: `if(f.ja4 = '', NULL, log10(of_ja4_user_agents))`,
  alpn_mismatch: `if(empty(alpns), NULL, alpn_mismatches / requests)`,
  sni_mismatch: 'if(with_sni = 0, NULL, sni_mismatches / with_sni)',

  os_mismatch: clientFeatures.os_mismatch,
  small_mss: 'if(isNull(tcp_mss), NULL, tcp_mss < 1400)',
  syn_to_clienthello: 'syn_to_clienthello_ms',

  connection_reuse: 'requests / connections',
  ja4s: 'if(empty(cipher_lists), NULL, toFloat64(length(cipher_lists)))',
  user_agents: 'toFloat64(address_user_agents)',
  hosts: 'toFloat64(address_hosts)',
  shared_paths: 'if(address_hosts < 2, NULL, address_host_paths / address_paths)',
};

/**
 * Values in the order of a list, each finite or null: the quantile of nothing and the correlation of constants are no numbers.
 *
 * @param names of the features
 * @param expressions of the features by name
 */
export function valuesOf(names: readonly { readonly name: string }[], expressions: Record<string, string>): string {
  const values = names.map(({ name }) => expressions[name]);
  return `arrayMap(x -> if(isFinite(x), x, NULL), [${values.join(',\n    ')}])`;
}

/** The features of a row in the order of the list. */
export const featureValues = valuesOf(features, featureExpressions);
