import type { LoggedRequest } from '../requests/requests.types.js';
import { methods, paths, statuses } from './feature-cases.js';
import { withoutHandshake } from './logged-requests.js';

/** Requests of one JA4 and order of headers in one hour, each from an address of its own, and what the feature must be. */
interface FleetCase {
  readonly requests: readonly Partial<LoggedRequest>[];
  readonly expected: number | null;
}

const from = (...addresses: string[]): Partial<LoggedRequest>[] =>
  addresses.map((address) => ({ src_ip: address, client_ip: address }));
const two = from('192.0.2.1', '192.0.2.2');
const ten = from(...Array.from({ length: 10 }, (_, at) => `192.0.2.${at}`));
const chrome = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36';
const before = { time: '2026-11-22T10:00:00Z' };

/** Hand-made rows for every fleet feature of common/src/features.ts. */
export const fleetCases: readonly [feature: string, ...cases: FleetCase[]][] = [
  ['requests', { requests: ten, expected: 1 }],
  ['addresses', { requests: ten, expected: 1 }, { requests: [...two, ...two], expected: Math.log10(2) }],
  ['requests_per_address', { requests: Array.from({ length: 10 }, () => two).flat(), expected: 1 }],
  [
    'networks',
    { requests: [...ten.map((request, at) => ({ ...request, asn: 64_500 + at })), ...two], expected: 1 },
    { requests: two, expected: null },
  ],
  [
    'user_agents_per_address',
    { requests: ten.map((request) => ({ ...request, user_agent: 'one' })), expected: -1 },
    { requests: ten.map((request, at) => ({ ...request, user_agent: `name ${at}` })), expected: 0 },
  ],
  ['unique_path_ratio', { requests: paths('/a', '/a', '/b', '/a'), expected: 0.5 }],
  ['document_ratio', { requests: paths('/', '/a.css', '/b.png', '/about'), expected: 0.5 }],
  ['asset_ratio', { requests: paths('/', '/a.css', '/b.png', '/c.js'), expected: 0.75 }],
  ['sensitive_path_ratio', { requests: paths('/.env', '/.git/config', '/', '/about'), expected: 0.5 }],
  ['not_found_ratio', { requests: statuses(404, 200, 403, 404), expected: 0.5 }],
  ['refused_ratio', { requests: statuses(401, 403, 429, 404), expected: 0.75 }],
  ['post_ratio', { requests: methods('POST', 'GET', 'PUT', 'GET'), expected: 0.25 }],
  [
    'login_post_ratio',
    { requests: [...methods('GET', 'POST'), { method: 'POST', path: '/login', status: 200 }, {}], expected: 0.25 },
  ],
  [
    'login_refused_ratio',
    {
      requests: [401, 401, 403, 302].map((status) => ({ method: 'POST', path: '/login', status })),
      expected: 0.75,
    },
    { requests: two, expected: null },
  ],
  ['referer_ratio', { requests: [{ referer: 'https://shop.example/' }, {}], expected: 0.5 }],
  ['accept_language_missing', { requests: [{ accept_language: 'en' }, {}], expected: 0.5 }],
  ['sec_fetch_missing', { requests: [{ sec_fetch_mode: 'navigate' }, {}], expected: 0.5 }],
  [
    'browser_like_ratio',
    { requests: [{ user_agent: chrome, accept_language: 'en', sec_fetch_mode: 'navigate' }, {}], expected: 0.5 },
  ],
  ['header_count', { requests: [{}, { headers: [['Host', 'shop.example']] }], expected: 2 }],
  ['bytes_per_request', { requests: [{ bytes_out: 98 }, { bytes_out: 100 }], expected: 2 }],
  [
    'rarity',
    { requests: [...two, ...Array.from({ length: 18 }, () => ({ ja4: 'common', ...before }))], expected: 1 },
    { requests: two.map((request) => ({ ...request, ...withoutHandshake })), expected: 0 },
  ],
  [
    'growth',
    // Ten addresses where one was usual; what is older than seven days does not count.
    {
      requests: [
        ...ten,
        { ...before },
        { time: '2026-11-21T10:00:00Z' },
        ...ten.map((request) => ({ ...request, time: '2026-11-14T10:00:00Z' })),
      ],
      expected: 1,
    },
    { requests: ten, expected: null },
  ],
];
