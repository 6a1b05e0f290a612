/**
 * The lists of features that the bot-detector reads, each computed in SQL by the API: of a client (one row for each hour,
 * client_ip, ja4 and host) and of a fleet (hour, ja4, order of headers and host, over all addresses). A model carries the version
 * and the names it was trained on; scoring with another list is refused, so any change here raises `featureVersion`.
 */
export interface Feature {
  readonly name: string;
  /** `1`: high is suspicious, `-1`: low is suspicious, `0`: both. */
  readonly direction: 1 | -1 | 0;
  readonly unit: 'log10' | 'ratio' | 'number' | 'count' | 's' | 'ms' | 'bits' | 'yes/no';
  /** What it says, for docs and explanations. A feature that cannot be known for a row is null. */
  readonly description: string;
}

export const featureVersion = 5;

const feature = (
  name: string,
  direction: Feature['direction'],
  unit: Feature['unit'],
  description: string,
): Feature => ({ name, direction, unit, description });

/** What describes one client in one hour. Rhythm and paths are those of up to 500 of its requests. */
export const features: readonly Feature[] = [
  feature('requests', 1, 'log10', 'requests in the hour'),
  feature('peak_minute', 1, 'log10', 'requests in the busiest minute'),
  feature('active_minutes', 0, 'count', 'minutes with at least one request'),
  feature('gap_median', -1, 's', 'median seconds between two requests; null below three requests'),
  feature('gap_variation', -1, 'number', 'standard deviation of the gaps over their mean; null below three requests'),
  feature('gap_correlation', 0, 'number', 'correlation of each gap with the one before; null below five requests'),
  feature('think_time', -1, 's', 'median seconds between two documents; null below three documents'),
  feature(
    'think_variation',
    -1,
    'number',
    'standard deviation of the seconds between two documents over their mean: programs turn pages evenly; null below six documents',
  ),

  feature('unique_path_ratio', 1, 'ratio', 'distinct paths over requests'),
  feature('path_entropy', 0, 'bits', 'Shannon entropy of the paths'),
  feature('top_path_share', 0, 'ratio', 'requests for the path that was asked for most'),
  feature('path_depth', 0, 'count', 'mean number of path segments'),
  feature('path_length_p95', 1, 'count', '95th percentile of the length of path and query'),
  feature('unique_url_ratio', 1, 'ratio', 'distinct paths with query over requests; null without any query'),
  feature('asset_ratio', -1, 'ratio', 'requests for styles, scripts, images, fonts and media'),
  feature(
    'asset_repeats',
    1,
    'ratio',
    'styles, scripts, images, fonts and media fetched again and in full: nothing is kept between pages; null below ten of them',
  ),
  feature('favicon_ratio', -1, 'ratio', 'requests for the favicon over documents; null without documents'),
  feature('bare_documents', 1, 'yes/no', 'documents, and nothing of what they bring with them; null without documents'),
  feature(
    'sensitive_path_ratio',
    1,
    'ratio',
    'requests for paths that scanners look for and that the host does not have, of ten requests at least',
  ),
  feature('robots_ratio', 0, 'ratio', 'requests for robots.txt'),

  feature('not_found_ratio', 1, 'ratio', 'answers 404, of ten requests at least'),
  feature('refused_ratio', 1, 'ratio', 'answers 401, 403 or 429, of ten requests at least'),
  feature('server_error_ratio', 1, 'ratio', 'answers 5xx, of ten requests at least'),
  feature('not_modified_ratio', -1, 'ratio', 'answers 304: a cache of one’s own'),
  feature('post_ratio', 1, 'ratio', 'POST requests, of ten requests at least'),
  feature('login_post_ratio', 1, 'ratio', 'POST requests to login paths, of ten requests at least'),
  feature('odd_method_ratio', 1, 'ratio', 'methods other than GET, HEAD and POST, of ten requests at least'),
  feature('post_answer_sizes', -1, 'ratio', 'distinct sizes of answers to POST over POST requests; null below three'),
  feature('duration', 1, 'log10', 'mean milliseconds until the answer was sent, plus one'),

  feature('referer_ratio', -1, 'ratio', 'requests with a Referer'),
  feature('header_count', -1, 'count', 'mean number of request headers'),
  feature('header_orders', 1, 'count', 'distinct orders of the request headers'),
  feature(
    'header_order_mismatch',
    1,
    'ratio',
    'orders of headers that the browser of the User-Agent never sends; null without a handshake or when no such browser is claimed',
  ),
  feature('accept_language_missing', 1, 'ratio', 'requests without Accept-Language'),
  feature('accept_encoding_missing', 1, 'ratio', 'requests without Accept-Encoding'),
  feature('sec_fetch_missing', 1, 'ratio', 'requests without Sec-Fetch-Mode from a User-Agent of a modern browser'),
  feature(
    'client_hint_mismatch',
    1,
    'ratio',
    'requests over TLS whose Sec-CH-UA is missing under a Chromium User-Agent, or there under another',
  ),

  feature(
    'ja4_family_mismatch',
    1,
    'yes/no',
    'the handshake is of another family than the browser of the User-Agent; null when either is unknown',
  ),
  feature(
    'ja4_rarity',
    1,
    'log10',
    'minus log10 of the share of this JA4 in the requests of the host over seven days; null without a handshake',
  ),
  feature(
    'ja4_browser_like',
    -1,
    'ratio',
    'requests under this JA4 that look like a browser’s, over all hosts and 24 hours; null without a handshake',
  ),
  feature(
    'ja4_addresses',
    -1,
    'log10',
    'addresses that used this JA4, over all hosts and 24 hours; null without a handshake',
  ),
  feature(
    'ja4_user_agents',
    -1,
    'log10',
    'User-Agents under this JA4, over all hosts and 24 hours; null without a handshake',
  ),
  feature('alpn_mismatch', 1, 'ratio', 'requests in HTTP/2 by who did not offer it; null when no offer is known'),
  feature(
    'sni_mismatch',
    1,
    'ratio',
    'requests whose Host is not the name asked for in the handshake; null without one',
  ),

  feature(
    'os_mismatch',
    1,
    'yes/no',
    'TTL and TCP options are those of another operating system than the User-Agent’s; null when either is unknown',
  ),
  feature('small_mss', 1, 'yes/no', 'MSS below 1400: a tunnel on the way; null when no SYN was seen'),
  feature('syn_to_clienthello', 0, 'ms', 'median milliseconds from SYN to ClientHello; null when no SYN was seen'),

  feature('connection_reuse', -1, 'number', 'requests per connection'),
  feature('ja4s', 1, 'count', 'distinct cipher lists of the address over all hosts; null without a handshake'),
  feature('user_agents', 1, 'count', 'distinct User-Agents of the address over all hosts'),
  feature('hosts', 1, 'count', 'hosts that the address asked'),
  feature('shared_paths', 1, 'number', 'on how many hosts each path was asked for, on average; null on one host'),
];

/** What describes many addresses that send the same handshake and order of headers to a host. */
export const fleetFeatures: readonly Feature[] = [
  feature('requests', 1, 'log10', 'requests in the hour'),
  feature('addresses', 1, 'log10', 'distinct addresses'),
  feature('requests_per_address', 0, 'log10', 'requests over addresses'),
  feature('networks', 1, 'log10', 'distinct autonomous systems; null when none is known'),
  feature('user_agents_per_address', 0, 'log10', 'distinct User-Agents over addresses'),
  feature('unique_path_ratio', 0, 'ratio', 'distinct paths over requests'),
  feature('document_ratio', 0, 'ratio', 'requests for documents'),
  feature('asset_ratio', -1, 'ratio', 'requests for styles, scripts, images, fonts and media'),
  feature('sensitive_path_ratio', 1, 'ratio', 'requests for paths that scanners look for'),
  feature('not_found_ratio', 1, 'ratio', 'answers 404'),
  feature('refused_ratio', 1, 'ratio', 'answers 401, 403 or 429'),
  feature('post_ratio', 1, 'ratio', 'POST requests'),
  feature('login_post_ratio', 1, 'ratio', 'POST requests to login paths'),
  feature('login_refused_ratio', 1, 'ratio', 'login attempts answered 401, 403 or 429; null without attempts'),
  feature('referer_ratio', -1, 'ratio', 'requests with a Referer'),
  feature('accept_language_missing', 1, 'ratio', 'requests without Accept-Language'),
  feature('sec_fetch_missing', 1, 'ratio', 'requests without Sec-Fetch-Mode from a User-Agent of a modern browser'),
  feature('browser_like_ratio', -1, 'ratio', 'requests that look like a browser’s'),
  feature('header_count', -1, 'count', 'mean number of request headers'),
  feature('bytes_per_request', 0, 'log10', 'mean bytes of an answer, plus one'),
  feature('rarity', 1, 'log10', 'minus log10 of the share of this fleet in the requests of the host over seven days'),
  feature(
    'growth',
    1,
    'log10',
    'addresses over the mean of the hours of the seven days before that had any; null when it was never seen before',
  ),
];
