// Who visits the shop, from where, with what: the one table behind the traffic, expected.json and README.md.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { HOST_NAME } from './network.mjs';

const CLIENTS = fileURLToPath(new URL('../clients/', import.meta.url));
const SHOP = `https://${HOST_NAME}`;

const script = (name) => join(CLIENTS, name);
const chromium =
  (clicks, seed) =>
  ({ root, spkiHash }, actor) => [
    process.execPath,
    [script('browse-chromium.mjs'), join(root, `chromium-${actor.namespace}`), clicks, seed, spkiHash],
  ];
const firefox =
  (clicks, seed) =>
  ({ root }, actor) => [
    process.execPath,
    [script('browse-firefox.mjs'), join(root, `firefox-${actor.namespace}-${seed}`), clicks, seed],
  ];
const python =
  (name, ...args) =>
  ({ caFile }) => ['/usr/bin/python3', [script(name), caFile, ...args]];
const curl =
  (...args) =>
  ({ caFile }) => ['curl', ['-sS', '-o', '/dev/null', '--cacert', caFile, ...args]];
const shell =
  (name, ...args) =>
  ({ caFile }) => [script(name), [caFile, ...args]];
const orders = () => [process.execPath, [script('orders.mjs')]];
const wget = ({ root, caFile }) => [
  'wget',
  [
    '-q',
    '-r',
    '-l',
    '2',
    '-w',
    '0.4',
    '--delete-after',
    '-P',
    join(root, 'wget'),
    `--ca-certificate=${caFile}`,
    `${SHOP}/`,
  ],
  { mayFail: true }, // wget ends with 8 when a page was missing
];
const every = (period, count, first, run) =>
  Array.from({ length: count }, (_, index) => ({ at: first + index * period, run }));

/**
 * One client address. `label` is what tests may rely on, `userAgentFamily` what its User-Agent claims, `path` the TTL left and the
 * MTU between it and the server; a visit runs a command so many seconds after the start.
 */
const visitor = (address, label, client, userAgentFamily, path, visits) => ({
  address,
  label,
  client,
  user_agent_family: userAgentFamily,
  ...path,
  visits,
});

const ACTORS = [
  visitor('198.51.100.14', 'browser', 'chromium', 'Chrome', { ttl: 55 }, [
    { at: 2, run: chromium(20, 11) },
    { at: 150, run: chromium(10, 12) },
  ]),
  visitor('198.51.100.61', 'browser', 'chromium', 'Chrome', { ttl: 51, mtu: 1420 }, [
    { at: 40, run: chromium(24, 21) },
  ]),
  visitor('203.0.113.27', 'browser', 'chromium', 'Chrome', { ttl: 58 }, [
    { at: 75, run: chromium(18, 31) },
    { at: 205, run: chromium(8, 32) },
  ]),
  visitor('2001:db8:41:7::1a2c', 'browser', 'chromium', 'Chrome', { ttl: 57 }, [{ at: 110, run: chromium(20, 41) }]),
  visitor('2001:db8:52:3::9', 'browser', 'chromium', 'Chrome', { ttl: 54 }, [{ at: 180, run: chromium(16, 51) }]),
  visitor('198.51.100.77', 'browser', 'firefox-esr', 'Firefox', { ttl: 56 }, [
    { at: 8, run: firefox(22, 61) },
    { at: 160, run: firefox(9, 62) },
  ]),
  visitor('203.0.113.45', 'browser', 'firefox-esr', 'Firefox', { ttl: 52 }, [{ at: 60, run: firefox(22, 71) }]),
  visitor('2001:db8:9a:1::d4', 'browser', 'firefox-esr', 'Firefox', { ttl: 59 }, [{ at: 130, run: firefox(20, 81) }]),
  visitor('203.0.113.130', 'browser', 'chromium, firefox-esr', 'Chrome, Firefox', { ttl: 50 }, [
    { at: 90, run: firefox(16, 91) },
    { at: 145, run: chromium(15, 92) },
  ]),
  visitor('198.51.100.200', 'headless-browser', 'chromium --headless', 'HeadlessChrome', { ttl: 53 }, [
    { at: 220, run: chromium(6, 95) },
  ]),
  visitor('198.51.100.5', 'monitor', 'curl', 'curl', { ttl: 60 }, [
    ...every(6, 42, 1, curl(`${SHOP}/healthz`)),
    ...every(30, 8, 4, curl('--http1.1', `${SHOP}/healthz`)),
    ...every(15, 16, 3, curl(`http://${HOST_NAME}/healthz`)),
  ]),
  visitor(
    '198.51.100.88',
    'script',
    'curl',
    'curl',
    { ttl: 49 },
    every(45, 5, 20, curl(`${SHOP}/api/products/[1-3].json`)),
  ),
  visitor('203.0.113.201', 'crawler', 'wget', 'Wget', { ttl: 47 }, [{ at: 30, run: wget }]),
  visitor(
    '203.0.113.66',
    'api-client',
    'python',
    'stock-keeper',
    { ttl: 61 },
    every(70, 4, 12, python('catalogue.py')),
  ),
  visitor(
    '2001:db8:77::5',
    'feed-reader',
    'python',
    'FeedFetcher',
    { ttl: 48 },
    every(55, 5, 15, python('catalogue.py', 'feed')),
  ),
  visitor('198.51.100.150', 'api-client', 'node', 'orders', { ttl: 62 }, every(95, 3, 25, orders)),
  visitor('203.0.113.240', 'tls-check', 'openssl', 'check-tls', { ttl: 46 }, [
    { at: 50, run: shell('check-tls.sh', 'openssl') },
  ]),
  visitor('2001:db8:f0:f::c1', 'tls-check', 'gnutls-cli', 'check-tls', { ttl: 45 }, [
    { at: 100, run: shell('check-tls.sh', 'gnutls') },
  ]),
  visitor('203.0.113.99', 'scanner', 'python', 'SiteAudit', { ttl: 44 }, [{ at: 65, run: python('scan.py') }]),
  visitor('198.51.100.233', 'bruteforce', 'python', 'Python-urllib', { ttl: 43 }, [
    { at: 120, run: python('bruteforce.py') },
  ]),
  visitor('203.0.113.177', 'ua-liar', 'curl', 'Chrome', { ttl: 52 }, [{ at: 35, run: shell('scrape.sh') }]),
];

export const actors = ACTORS.map((actor, index) => ({ ...actor, namespace: `ja4s-${index}` }));
