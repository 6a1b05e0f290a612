import type { LoggedRequest } from '../requests/requests.types.js';
import { withoutHandshake } from './logged-requests.js';

/** Requests of one client in one hour, and what the feature must be. */
interface FeatureCase {
  readonly requests: readonly Partial<LoggedRequest>[];
  readonly expected: number | null;
}

const at = (time: string): Partial<LoggedRequest> => ({ time: `2026-11-22T14:${time}Z` });
const times = (...seconds: number[]): Partial<LoggedRequest>[] =>
  seconds.map((second) =>
    at(`${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`),
  );
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36';
const paths = (...list: string[]): Partial<LoggedRequest>[] => list.map((path) => ({ path }));
const statuses = (...list: number[]): Partial<LoggedRequest>[] => list.map((status) => ({ status }));
const methods = (...list: string[]): Partial<LoggedRequest>[] => list.map((method) => ({ method }));

/** Hand-made rows for every feature of common/src/features.ts. */
export const featureCases: readonly [feature: string, ...cases: FeatureCase[]][] = [
  ['requests', { requests: times(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), expected: 1 }, { requests: [{}], expected: 0 }],
  ['peak_minute', { requests: times(0, 10, 20, 61, 122), expected: Math.log10(3) }],
  ['active_minutes', { requests: times(0, 10, 61, 1800), expected: 3 }],
  [
    'gap_median',
    { requests: times(0, 2, 12), expected: 6 },
    { requests: times(30, 0, 10, 11), expected: 10 },
    { requests: times(0, 2), expected: null },
  ],
  [
    'gap_variation',
    { requests: times(0, 5, 10, 15), expected: 0 },
    { requests: times(0, 1, 4), expected: 0.5 },
    { requests: times(0, 2), expected: null },
    { requests: times(7, 7, 7), expected: null },
  ],
  ['unique_path_ratio', { requests: paths('/a', '/a', '/b', '/a'), expected: 0.5 }],
  ['path_depth', { requests: paths('/', '/a/b/c', '/a/b/'), expected: 5 / 3 }],
  ['path_length_p95', { requests: [{ path: '/123', query: 'a=1' }], expected: 7 }],
  ['query_ratio', { requests: [{ query: 'a=1' }, {}, {}, {}], expected: 0.25 }],
  [
    'sensitive_path_ratio',
    { requests: paths('/.git/config', '/wp-admin/', '/shop', '/about'), expected: 0.5 },
    { requests: paths('/', '/index.html'), expected: 0 },
  ],
  ['not_found_ratio', { requests: statuses(404, 200, 403, 404), expected: 0.5 }],
  ['refused_ratio', { requests: statuses(401, 403, 429, 404), expected: 0.75 }],
  ['server_error_ratio', { requests: statuses(500, 503, 499, 200), expected: 0.5 }],
  ['not_modified_ratio', { requests: statuses(304, 200), expected: 0.5 }],
  ['post_ratio', { requests: methods('POST', 'GET', 'PUT', 'GET'), expected: 0.25 }],
  [
    'login_post_ratio',
    {
      requests: [
        { method: 'POST', path: '/login' },
        { method: 'GET', path: '/login' },
        { method: 'POST', path: '/cart' },
        { method: 'POST', path: '/wp-login.php' },
      ],
      expected: 0.5,
    },
  ],
  ['odd_method_ratio', { requests: methods('PROPFIND', 'GET', 'HEAD', 'POST'), expected: 0.25 }],
  ['asset_ratio', { requests: paths('/a.css', '/b.PNG', '/c.html', '/d'), expected: 0.5 }],
  ['referer_ratio', { requests: [{ referer: 'https://shop.example/' }, {}], expected: 0.5 }],
  ['header_count', { requests: [{}, { headers: [['Host', 'shop.example']] }], expected: 2 }],
  ['header_orders', { requests: [{}, { header_order_hash: 'other' }, {}], expected: 2 }],
  ['accept_language_missing', { requests: [{ accept_language: 'en' }, {}], expected: 0.5 }],
  [
    'sec_fetch_missing',
    { requests: [{ user_agent: chrome }, { user_agent: chrome, sec_fetch_mode: 'navigate' }], expected: 0.5 },
    { requests: [{ user_agent: 'curl/8.5.0' }], expected: 0 },
    { requests: [{ user_agent: chrome, scheme: 'http' }], expected: 0 },
  ],
  ['user_agents', { requests: [{ user_agent: 'a' }, { user_agent: 'b' }, { user_agent: 'a' }], expected: 2 }],
  [
    'connection_reuse',
    { requests: [{ conn_id: 'a' }, { conn_id: 'a' }, { conn_id: 'b' }, { conn_id: 'a' }], expected: 2 },
  ],
  [
    'answer_sizes',
    { requests: [{ bytes_out: 1 }, { bytes_out: 1 }, { bytes_out: 2 }, { bytes_out: 1 }], expected: 0.5 },
  ],
  [
    'ja4_rarity',
    // Nine of ten requests in seven days came with another JA4; those of eight days ago do not count.
    {
      requests: [
        ...Array.from({ length: 9 }, () => ({ ja4: 'a-common-one', time: '2026-11-20T10:00:00Z' })),
        ...Array.from({ length: 90 }, () => ({ ja4: 'z-rare-one', time: '2026-11-14T10:00:00Z' })),
        { ja4: 'z-rare-one' },
      ],
      expected: 1,
    },
    { requests: [withoutHandshake], expected: null },
  ],
  [
    'sni_mismatch',
    { requests: [{ tls_sni: 'other.example' }, {}], expected: 0.5 },
    { requests: [{ tls_sni: null }], expected: null },
  ],
  [
    'syn_to_clienthello',
    { requests: [{ syn_to_clienthello_ms: 30 }, { syn_to_clienthello_ms: null }], expected: 30 },
    { requests: [{ syn_to_clienthello_ms: null }], expected: null },
  ],
];
