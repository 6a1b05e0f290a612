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
const browserLike = { user_agent: chrome, accept_language: 'en', sec_fetch_mode: 'navigate' };
export const paths = (...list: string[]): Partial<LoggedRequest>[] => list.map((path) => ({ path }));
const sixAssets = ['/a.css', '/b.js', '/c.png', '/d.woff2', '/e.webp', '/f.js'];
export const statuses = (...list: number[]): Partial<LoggedRequest>[] => list.map((status) => ({ status }));
export const methods = (...list: string[]): Partial<LoggedRequest>[] => list.map((method) => ({ method }));

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const onWindows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36';
const chromiumJa4 = 't13d1516h2_8daaf6152771_d8a2da3f94cd';
const goJa4 = 't13d1911h2_9dc949149365_e7c285222651';
const orders = (userAgent: string, ...list: string[]): Partial<LoggedRequest>[] =>
  list.map((client_headers) => ({ user_agent: userAgent, client_headers, header_order_hash: client_headers }));
const linuxStack = { ip_meta_ttl: 52, tcp_meta_options: '2-4-8-1-3' };

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
  [
    'gap_correlation',
    // Gaps 1, 2, 1, 2: each is followed by the other.
    { requests: times(0, 1, 3, 4, 6), expected: -1 },
    { requests: times(0, 1, 3, 6, 10), expected: 1 },
    { requests: times(0, 5, 10, 15, 20), expected: null },
    { requests: times(0, 1, 3, 4), expected: null },
  ],
  [
    'think_time',
    {
      requests: times(0, 20, 21, 50).map((time, at) => ({ ...time, path: at === 2 ? '/a.css' : '/page' })),
      expected: 25,
    },
    { requests: times(0, 20).map((time) => ({ ...time, path: '/page' })), expected: null },
  ],
  [
    'think_variation',
    // Gaps 10, 30, 10, 30, 20; what a page brings with it does not count.
    {
      requests: times(0, 10, 11, 40, 50, 80, 100).map((time, at) => ({ ...time, path: at === 2 ? '/a.css' : '/page' })),
      expected: Math.sqrt(80) / 20,
    },
    { requests: times(0, 10, 20, 30, 40, 50).map((time) => ({ ...time, path: '/page' })), expected: 0 },
    { requests: times(7, 7, 7, 7, 7, 7).map((time) => ({ ...time, path: '/page' })), expected: null },
    { requests: times(0, 10, 20, 30, 40).map((time) => ({ ...time, path: '/page' })), expected: null },
  ],

  ['unique_path_ratio', { requests: paths('/a', '/a', '/b', '/a'), expected: 0.5 }],
  [
    'path_entropy',
    { requests: paths('/a', '/b', '/c', '/d'), expected: 2 },
    { requests: paths('/a', '/a'), expected: 0 },
  ],
  ['top_path_share', { requests: paths('/a', '/b', '/a', '/a'), expected: 0.75 }],
  ['path_depth', { requests: paths('/', '/a/b/c', '/a/b/'), expected: 5 / 3 }],
  ['path_length_p95', { requests: [{ path: '/123', query: 'a=1' }], expected: 7 }],
  [
    'unique_url_ratio',
    { requests: [{ query: 'a=1' }, { query: 'a=2' }, { query: 'a=1' }, {}], expected: 0.75 },
    { requests: [{}, {}], expected: null },
  ],
  ['asset_ratio', { requests: paths('/a.css', '/b.PNG', '/c.html', '/d'), expected: 0.5 }],
  [
    'asset_repeats',
    // Two pages, and the same six with either.
    { requests: paths('/', ...sixAssets, '/about', ...sixAssets), expected: 0.5 },
    // The browser asks whether what it kept is still good.
    {
      requests: [...paths('/', ...sixAssets), ...sixAssets.map((path) => ({ path, status: 304 }))],
      expected: 0,
    },
    { requests: paths('/a.css', '/a.css'), expected: null },
  ],
  [
    'favicon_ratio',
    { requests: paths('/', '/about', '/favicon.ico'), expected: 0.5 },
    { requests: paths('/favicon.ico'), expected: null },
  ],
  [
    'bare_documents',
    { requests: paths('/', '/about'), expected: 1 },
    { requests: paths('/', '/about', '/a.css'), expected: 0 },
    { requests: [{ method: 'POST', path: '/api/orders' }], expected: null },
  ],
  [
    'sensitive_path_ratio',
    { requests: paths('/.git/config', '/wp-admin/', '/shop', '/about'), expected: 0.2 },
    // An administrator whose host has what is asked for.
    {
      requests: [
        { path: '/wp-admin/', status: 200 },
        { path: '/wp-login.php', status: 302 },
      ],
      expected: 0,
    },
    { requests: paths('/', '/index.html'), expected: 0 },
  ],
  ['robots_ratio', { requests: paths('/robots.txt', '/', '/a', '/b'), expected: 0.25 }],

  [
    'not_found_ratio',
    { requests: statuses(404, 200, 403, 404), expected: 0.2 },
    { requests: statuses(...Array.from({ length: 20 }, (_, at) => (at < 5 ? 404 : 200))), expected: 0.25 },
  ],
  ['refused_ratio', { requests: statuses(401, 403, 429, 404), expected: 0.3 }],
  ['server_error_ratio', { requests: statuses(500, 503, 499, 200), expected: 0.2 }],
  ['not_modified_ratio', { requests: statuses(304, 200), expected: 0.5 }],
  ['post_ratio', { requests: methods('POST', 'GET', 'PUT', 'GET'), expected: 0.1 }],
  [
    'login_post_ratio',
    {
      requests: [
        { method: 'POST', path: '/login' },
        { method: 'GET', path: '/login' },
        { method: 'POST', path: '/cart' },
        { method: 'POST', path: '/wp-login.php' },
      ],
      expected: 0.2,
    },
  ],
  ['odd_method_ratio', { requests: methods('PROPFIND', 'GET', 'HEAD', 'POST'), expected: 0.1 }],
  [
    'post_answer_sizes',
    {
      requests: [980, 980, 980, 7000]
        .map((bytes_out) => ({ method: 'POST', bytes_out }))
        .concat({ method: 'GET', bytes_out: 1 }),
      expected: 0.5,
    },
    { requests: methods('POST', 'POST', 'GET'), expected: null },
  ],
  ['duration', { requests: [{ duration_us: 8000 }, { duration_us: 10_000 }], expected: 1 }],

  ['referer_ratio', { requests: [{ referer: 'https://shop.example/' }, {}], expected: 0.5 }],
  ['header_count', { requests: [{}, { headers: [['Host', 'shop.example']] }], expected: 2 }],
  ['header_orders', { requests: [{}, { header_order_hash: 'other' }, {}], expected: 2 }],
  [
    'header_order_mismatch',
    {
      requests: orders(
        chrome,
        'User-Agent,Accept-Encoding,Accept,Accept-Language',
        'User-Agent,Accept,Sec-Fetch-Site,Sec-Fetch-Mode,Accept-Encoding,Accept-Language',
      ),
      expected: 0.5,
    },
    { requests: orders(firefox, 'User-Agent,Accept,Accept-Encoding,Accept-Language'), expected: 1 },
    { requests: orders(firefox, 'Host,User-Agent,Accept,Accept-Language,Accept-Encoding'), expected: 0 },
    // Parts of a film, for which the renderer sets Accept-Encoding.
    { requests: orders(chrome, 'Accept-Encoding,User-Agent,Accept,Range'), expected: null },
    { requests: orders('curl/8.5.0', 'Accept-Encoding,User-Agent,Accept'), expected: null },
    {
      requests: orders(chrome, 'Accept-Encoding,User-Agent,Accept').map((order) => ({ ...order, ...withoutHandshake })),
      expected: null,
    },
  ],
  ['accept_language_missing', { requests: [{ accept_language: 'en' }, {}], expected: 0.5 }],
  ['accept_encoding_missing', { requests: [{ accept_encoding: '' }, {}], expected: 0.5 }],
  [
    'sec_fetch_missing',
    { requests: [{ user_agent: chrome }, { user_agent: chrome, sec_fetch_mode: 'navigate' }], expected: 0.5 },
    { requests: [{ user_agent: 'curl/8.5.0' }], expected: 0 },
    { requests: [{ user_agent: chrome, scheme: 'http' }], expected: 0 },
  ],
  [
    'client_hint_mismatch',
    { requests: [{ user_agent: chrome }, { user_agent: chrome, sec_ch_ua: '"Chromium";v="142"' }], expected: 0.5 },
    { requests: [{ user_agent: firefox, sec_ch_ua: '"Chromium";v="142"' }], expected: 1 },
    { requests: [{ user_agent: firefox }, { user_agent: chrome, scheme: 'http' }], expected: 0 },
  ],

  [
    'ja4_family_mismatch',
    { requests: [{ ja4: goJa4, user_agent: chrome }], expected: 1 },
    { requests: [{ ja4: chromiumJa4, user_agent: chrome }], expected: 0 },
    { requests: [{ ja4: chromiumJa4, user_agent: firefox }], expected: 0 },
    { requests: [{ ja4: goJa4, user_agent: 'Go-http-client/1.1' }], expected: null },
    { requests: [{ user_agent: chrome }], expected: null },
    { requests: [{ ...withoutHandshake, user_agent: chrome }], expected: null },
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
    'ja4_browser_like',
    // Of the day before, on another host; what is older does not count.
    {
      requests: [
        { ja4: 'browser-like', host: 'elsewhere.example', time: '2026-11-21T15:30:00Z', ...browserLike },
        { ja4: 'browser-like', host: 'elsewhere.example', time: '2026-11-21T14:30:00Z', ...browserLike },
        { ja4: 'browser-like', user_agent: 'curl/8.5.0' },
      ],
      expected: 0.5,
    },
    { requests: [withoutHandshake], expected: null },
  ],
  [
    'ja4_addresses',
    {
      requests: Array.from({ length: 10 }, (_, at) => ({
        ja4: 'shared',
        ...(at && { src_ip: `192.0.2.${at}`, client_ip: `192.0.2.${at}`, host: 'elsewhere.example' }),
      })),
      expected: 1,
    },
    { requests: [withoutHandshake], expected: null },
  ],
  [
    'ja4_user_agents',
    { requests: Array.from({ length: 10 }, (_, at) => ({ ja4: 'many-names', user_agent: `name ${at}` })), expected: 1 },
    { requests: [withoutHandshake], expected: null },
  ],
  [
    'alpn_mismatch',
    { requests: [{ http_version: '2', tls_alpn: ['http/1.1'] }, { tls_alpn: ['http/1.1'] }], expected: 0.5 },
    { requests: [{ http_version: '2', tls_alpn: ['h2', 'http/1.1'] }], expected: 0 },
    { requests: [{ http_version: '2', tls_alpn: [] }], expected: null },
  ],
  [
    'sni_mismatch',
    { requests: [{ tls_sni: 'other.example' }, {}], expected: 0.5 },
    { requests: [{ tls_sni: null }], expected: null },
  ],

  [
    'os_mismatch',
    { requests: [{ ...linuxStack, user_agent: onWindows }], expected: 1 },
    { requests: [{ ip_meta_ttl: 115, tcp_meta_options: '2-1-3-1-1-4', user_agent: onWindows }], expected: 0 },
    { requests: [{ ...linuxStack, user_agent: chrome }], expected: 0 },
    // Two systems behind one address, a stack that is not known, no SYN, no system named.
    {
      requests: [
        { ...linuxStack, user_agent: onWindows },
        { ...linuxStack, user_agent: chrome },
      ],
      expected: null,
    },
    { requests: [{ ip_meta_ttl: 250, tcp_meta_options: '2', user_agent: onWindows }], expected: null },
    { requests: [{ ip_meta_ttl: null, tcp_meta_options: null, user_agent: onWindows }], expected: null },
    { requests: [{ ...linuxStack, user_agent: 'curl/8.5.0' }], expected: null },
  ],
  [
    'small_mss',
    { requests: [{ tcp_meta_mss: 1380 }, {}], expected: 1 },
    { requests: [{ tcp_meta_mss: 1440 }], expected: 0 },
    { requests: [{ tcp_meta_mss: null }], expected: null },
  ],
  [
    'syn_to_clienthello',
    { requests: [{ syn_to_clienthello_ms: 30 }, { syn_to_clienthello_ms: null }], expected: 30 },
    { requests: [{ syn_to_clienthello_ms: null }], expected: null },
  ],

  [
    'connection_reuse',
    { requests: [{ conn_id: 'a' }, { conn_id: 'a' }, { conn_id: 'b' }, { conn_id: 'a' }], expected: 2 },
  ],
  [
    'ja4s',
    // The count of extensions comes and goes with padding and resumption; the cipher list stays.
    {
      requests: [
        { ja4: goJa4, host: 'elsewhere.example' },
        { ja4: chromiumJa4 },
        { ja4: 't13d1517h2_8daaf6152771_cb7bf5808d99' },
      ],
      expected: 2,
    },
    { requests: [withoutHandshake], expected: null },
  ],
  [
    'user_agents',
    {
      requests: [{ user_agent: 'a' }, { user_agent: 'b', host: 'elsewhere.example' }, { user_agent: 'a' }],
      expected: 2,
    },
  ],
  ['hosts', { requests: [{}, { host: 'one.example' }, { host: 'two.example' }], expected: 3 }],
  [
    'shared_paths',
    {
      requests: ['/a', '/b'].flatMap((path) => [
        { path },
        { path, host: 'one.example' },
        { path, host: 'two.example' },
      ]),
      expected: 3,
    },
    { requests: paths('/a', '/b'), expected: null },
  ],
];
