// Who visits the shop, from where, with what: the one table behind the traffic, expected.json and README.md.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const CLIENTS = fileURLToPath(new URL('../clients/', import.meta.url));
const CHECK = '/healthz';

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
const every = (period, count, first, run) =>
  Array.from({ length: count }, (_, index) => ({ at: first + index * period, run }));

/**
 * address; label: what the sample's tests may rely on; client: the program behind it; user_agent_family: what its User-Agent
 * claims; ttl and mtu: of its path to the server; visits: seconds after the start, and the command that runs then.
 */
const ACTORS = [
  {
    ...{ address: '198.51.100.14', label: 'browser', client: 'chromium', user_agent_family: 'Chrome', ttl: 55 },
    visits: [
      { at: 2, run: chromium(20, 11) },
      { at: 150, run: chromium(10, 12) },
    ],
  },
  {
    ...{
      address: '198.51.100.61',
      label: 'browser',
      client: 'chromium',
      user_agent_family: 'Chrome',
      ttl: 51,
      mtu: 1420,
    },
    visits: [{ at: 40, run: chromium(24, 21) }],
  },
  {
    ...{ address: '203.0.113.27', label: 'browser', client: 'chromium', user_agent_family: 'Chrome', ttl: 58 },
    visits: [
      { at: 75, run: chromium(18, 31) },
      { at: 205, run: chromium(8, 32) },
    ],
  },
  {
    ...{ address: '2001:db8:41:7::1a2c', label: 'browser', client: 'chromium', user_agent_family: 'Chrome', ttl: 57 },
    visits: [{ at: 110, run: chromium(20, 41) }],
  },
  {
    ...{ address: '2001:db8:52:3::9', label: 'browser', client: 'chromium', user_agent_family: 'Chrome', ttl: 54 },
    visits: [{ at: 180, run: chromium(16, 51) }],
  },
  {
    ...{ address: '198.51.100.77', label: 'browser', client: 'firefox-esr', user_agent_family: 'Firefox', ttl: 56 },
    visits: [
      { at: 8, run: firefox(22, 61) },
      { at: 160, run: firefox(9, 62) },
    ],
  },
  {
    ...{ address: '203.0.113.45', label: 'browser', client: 'firefox-esr', user_agent_family: 'Firefox', ttl: 52 },
    visits: [{ at: 60, run: firefox(22, 71) }],
  },
  {
    ...{ address: '2001:db8:9a:1::d4', label: 'browser', client: 'firefox-esr', user_agent_family: 'Firefox', ttl: 59 },
    visits: [{ at: 130, run: firefox(20, 81) }],
  },
  {
    ...{
      address: '203.0.113.130',
      label: 'browser',
      client: 'chromium, firefox-esr',
      user_agent_family: 'Chrome, Firefox',
      ttl: 50,
    },
    visits: [
      { at: 90, run: firefox(16, 91) },
      { at: 145, run: chromium(15, 92) },
    ],
  },
  {
    ...{
      address: '198.51.100.200',
      label: 'headless-browser',
      client: 'chromium --headless',
      user_agent_family: 'HeadlessChrome',
    },
    ...{ ttl: 53, headless: true, visits: [{ at: 220, run: chromium(6, 95) }] },
  },
  {
    ...{ address: '198.51.100.5', label: 'monitor', client: 'curl', user_agent_family: 'curl', ttl: 60 },
    visits: [
      ...every(6, 42, 1, curl(`https://shop.example${CHECK}`)),
      ...every(30, 8, 4, curl('--http1.1', `https://shop.example${CHECK}`)),
      ...every(15, 16, 3, curl(`http://shop.example${CHECK}`)),
    ],
  },
  {
    ...{ address: '198.51.100.88', label: 'script', client: 'curl', user_agent_family: 'curl', ttl: 49 },
    visits: every(
      45,
      5,
      20,
      curl(
        '-o',
        '/dev/null',
        '-o',
        '/dev/null',
        ...[1, 2, 3].map((id) => `https://shop.example/api/products/${id}.json`),
      ),
    ),
  },
  {
    ...{ address: '203.0.113.201', label: 'crawler', client: 'wget', user_agent_family: 'Wget', ttl: 47 },
    visits: [
      {
        at: 30,
        run: ({ root, caFile }) => [
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
            'https://shop.example/',
          ],
          { mayFail: true }, // wget ends with 8 when a page was missing
        ],
      },
    ],
  },
  {
    ...{ address: '203.0.113.66', label: 'api-client', client: 'python', user_agent_family: 'stock-keeper', ttl: 61 },
    visits: every(70, 4, 12, python('catalogue.py')),
  },
  {
    ...{ address: '2001:db8:77::5', label: 'feed-reader', client: 'python', user_agent_family: 'FeedFetcher', ttl: 48 },
    visits: every(55, 5, 15, python('catalogue.py', 'feed')),
  },
  {
    ...{ address: '198.51.100.150', label: 'api-client', client: 'node', user_agent_family: 'orders', ttl: 62 },
    visits: every(95, 3, 25, () => [process.execPath, [script('orders.mjs')]]),
  },
  {
    ...{ address: '203.0.113.240', label: 'tls-check', client: 'openssl', user_agent_family: 'check-tls', ttl: 46 },
    visits: [{ at: 50, run: ({ caFile }) => [script('check-tls.sh'), [caFile, 'openssl']] }],
  },
  {
    ...{
      address: '2001:db8:f0:f::c1',
      label: 'tls-check',
      client: 'gnutls-cli',
      user_agent_family: 'check-tls',
      ttl: 45,
    },
    visits: [{ at: 100, run: ({ caFile }) => [script('check-tls.sh'), [caFile, 'gnutls']] }],
  },
  {
    ...{ address: '203.0.113.99', label: 'scanner', client: 'python', user_agent_family: 'SiteAudit', ttl: 44 },
    visits: [{ at: 65, run: python('scan.py') }],
  },
  {
    ...{
      address: '198.51.100.233',
      label: 'bruteforce',
      client: 'python',
      user_agent_family: 'Python-urllib',
      ttl: 43,
    },
    visits: [{ at: 120, run: python('bruteforce.py') }],
  },
  {
    ...{ address: '203.0.113.177', label: 'ua-liar', client: 'curl', user_agent_family: 'Chrome', ttl: 52 },
    visits: [{ at: 35, run: ({ caFile }) => [script('scrape.sh'), [caFile]] }],
  },
];

export const actors = ACTORS.map((actor, index) => ({ ...actor, namespace: `ja4s-${index}` }));
