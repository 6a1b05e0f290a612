/**
 * The list of features the bot-detector reads: one row per (hour, client_ip, ja4, host), computed in SQL by the API.
 * A model carries the version and the names it was trained on; scoring with another list is refused, so any change here
 * raises `featureVersion`.
 */
export interface Feature {
  readonly name: string;
  /** `1`: high is suspicious, `-1`: low is suspicious, `0`: both. */
  readonly direction: 1 | -1 | 0;
  readonly unit: 'log10' | 'ratio' | 'count' | 's' | 'ms' | 'bits';
  /** What it says about a client, for docs and explanations. A feature that cannot be known for a row is null. */
  readonly description: string;
}

export const featureVersion = 1;

const feature = (
  name: string,
  direction: Feature['direction'],
  unit: Feature['unit'],
  description: string,
): Feature => ({ name, direction, unit, description });

export const features: readonly Feature[] = [
  feature('requests', 1, 'log10', 'requests in the hour'),
  feature('peak_minute', 1, 'log10', 'requests in the busiest minute'),
  feature('active_minutes', 0, 'count', 'minutes with at least one request'),
  feature('gap_median', -1, 's', 'median seconds between two requests; null below three requests'),
  feature('gap_variation', -1, 'ratio', 'standard deviation of the gaps over their mean; null below three requests'),
  feature('unique_path_ratio', 1, 'ratio', 'distinct paths over requests'),
  feature('path_depth', 0, 'count', 'mean number of path segments'),
  feature('path_length_p95', 1, 'count', '95th percentile of the length of path and query'),
  feature('query_ratio', 1, 'ratio', 'requests with a query string'),
  feature('sensitive_path_ratio', 1, 'ratio', 'requests for paths that scanners look for'),
  feature('not_found_ratio', 1, 'ratio', 'answers 404'),
  feature('refused_ratio', 1, 'ratio', 'answers 401, 403 or 429'),
  feature('server_error_ratio', 1, 'ratio', 'answers 5xx'),
  feature('not_modified_ratio', -1, 'ratio', 'answers 304: a cache of one’s own'),
  feature('post_ratio', 1, 'ratio', 'POST requests'),
  feature('login_post_ratio', 1, 'ratio', 'POST requests to login paths'),
  feature('odd_method_ratio', 1, 'ratio', 'methods other than GET, HEAD and POST'),
  feature('asset_ratio', -1, 'ratio', 'requests for styles, scripts, images and fonts'),
  feature('referer_ratio', -1, 'ratio', 'requests with a Referer'),
  feature('header_count', -1, 'count', 'mean number of request headers'),
  feature('header_orders', 1, 'count', 'distinct orders of the request headers'),
  feature('accept_language_missing', 1, 'ratio', 'requests without Accept-Language'),
  feature('sec_fetch_missing', 1, 'ratio', 'requests without Sec-Fetch-Mode from a User-Agent of a modern browser'),
  feature('user_agents', 1, 'count', 'distinct User-Agents'),
  feature('connection_reuse', -1, 'ratio', 'requests per connection'),
  feature('answer_sizes', -1, 'ratio', 'distinct answer sizes over requests'),
  feature('ja4_rarity', 1, 'log10', 'minus log10 of the share of this JA4 in the requests of the host over seven days'),
  feature('sni_mismatch', 1, 'ratio', 'requests whose Host is not the name asked for in the handshake'),
  feature('syn_to_clienthello', 0, 'ms', 'median milliseconds from SYN to ClientHello'),
];
