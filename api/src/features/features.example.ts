import type { FeatureRow } from './features.types.js';

/** Some of the features, in the order of the values of a row. */
export const exampleFeatures = ['requests', 'peak_minute', 'gap_median'];

/** The row that the specification shows. */
export const exampleFeatureRow: FeatureRow = {
  hour: '2026-11-22T14:00:00Z',
  client_ip: '203.0.113.7',
  ja4: 't13d1311h2_f57a46bbacb6_ab7e3b40a677',
  host: 'shop.example',
  correlated: true,
  requests: 100,
  values: [2, 1.3, 0.48],
  context: {
    user_agents: ['Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36'],
    sample_paths: ['/.env', '/wp-login.php'],
    sensitive_requests: 61,
    login_posts: 0,
    login_posts_refused: 0,
    not_found: 97,
    without_accept_language: 100,
    without_sec_fetch: 100,
    header_orders: ['Host,User-Agent,Accept-Encoding'],
    http_versions: ['1.1'],
    ja4_r: null,
    tls_alpn: ['h2', 'http/1.1'],
    h2_fingerprint: '',
    payload_requests: 0,
    verified_bot: null,
    false_bot: null,
    server_names: ['shop.example'],
    ttl: 57,
    tcp_options: '2-4-8-1-3',
    busiest_ten_seconds: 14,
    address_requests: 100,
    address_failed: 97,
    login_fleet_addresses: 0,
    login_fleet_posts: 0,
    login_fleet_refused: 0,
    first_seen: '2026-11-22T14:03:21.482913Z',
    last_seen: '2026-11-22T14:04:40.112000Z',
  },
};
