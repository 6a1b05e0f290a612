/** What each feature of a client is. */
export const features = {
  requests: 'requests in the hour',
  peak_minute: 'requests in the busiest minute',
  active_minutes: 'minutes with at least one request',
  gap_median: 'median seconds between two requests; not known below three requests',
  gap_variation: 'standard deviation of the gaps over their mean; not known below three requests',
  gap_correlation: 'correlation of each gap with the one before; not known below five requests',
  think_time: 'median seconds between two documents; not known below three documents',
  think_variation:
    'standard deviation of the seconds between two documents over their mean: programs turn pages evenly; not known below six documents',
  unique_path_ratio: 'distinct paths over requests',
  path_entropy: 'Shannon entropy of the paths',
  top_path_share: 'requests for the path that was asked for most',
  path_depth: 'mean number of path segments',
  path_length_p95: '95th percentile of the length of path and query',
  unique_url_ratio: 'distinct paths with query over requests; not known without any query',
  asset_ratio: 'requests for styles, scripts, images, fonts and media',
  asset_repeats:
    'styles, scripts, images, fonts and media fetched again and in full: nothing is kept between pages; not known below ten of them',
  favicon_ratio: 'requests for the favicon over documents; not known without documents',
  bare_documents: 'documents, and nothing of what they bring with them; not known without documents',
  sensitive_path_ratio:
    'requests for paths that scanners look for and that the host does not have, of ten requests at least',
  robots_ratio: 'requests for robots.txt',
  not_found_ratio: 'answers 404, of ten requests at least',
  refused_ratio: 'answers 401, 403 or 429, of ten requests at least',
  server_error_ratio: 'answers 5xx, of ten requests at least',
  not_modified_ratio: 'answers 304: a cache of one’s own',
  post_ratio: 'POST requests, of ten requests at least',
  login_post_ratio: 'POST requests to login paths, of ten requests at least',
  odd_method_ratio: 'methods other than GET, HEAD and POST, of ten requests at least',
  post_answer_sizes: 'distinct sizes of answers to POST over POST requests; not known below three',
  duration: 'mean milliseconds until the answer was sent, plus one',
  referer_ratio: 'requests with a Referer',
  header_count: 'mean number of request headers',
  header_orders: 'distinct orders of the request headers',
  header_order_mismatch:
    'orders of headers that the browser of the User-Agent never sends; not known without a handshake or when no such browser is claimed',
  accept_language_missing: 'requests without Accept-Language',
  accept_encoding_missing: 'requests without Accept-Encoding',
  sec_fetch_missing: 'requests without Sec-Fetch-Mode from a User-Agent of a modern browser',
  client_hint_mismatch:
    'requests over TLS whose Sec-CH-UA is missing under a Chromium User-Agent, or there under another',
  ja4_family_mismatch:
    'the handshake is of another family than the browser of the User-Agent; not known when either is unknown',
  ja4_rarity:
    'minus log10 of the share of this JA4 in the requests of the host over seven days; not known without a handshake',
  ja4_browser_like:
    'requests under this JA4 that look like a browser’s, over all hosts and 24 hours; not known without a handshake',
  ja4_addresses: 'addresses that used this JA4, over all hosts and 24 hours; not known without a handshake',
  ja4_user_agents: 'User-Agents under this JA4, over all hosts and 24 hours; not known without a handshake',
  alpn_mismatch: 'requests in HTTP/2 by who did not offer it; not known when no offer is known',
  sni_mismatch: 'requests whose Host is not the name asked for in the handshake; not known without one',
  os_mismatch:
    'TTL and TCP options are those of another operating system than the User-Agent’s; not known when either is unknown',
  small_mss: 'MSS below 1400: a tunnel on the way; not known when no SYN was seen',
  syn_to_clienthello: 'median milliseconds from SYN to ClientHello; not known when no SYN was seen',
  connection_reuse: 'requests per connection',
  ja4s: 'distinct cipher lists of the address over all hosts; not known without a handshake',
  user_agents: 'distinct User-Agents of the address over all hosts',
  hosts: 'hosts that the address asked',
  shared_paths: 'on how many hosts each path was asked for, on average; not known on one host',
};
