import type { LoggedRequest } from '../requests/requests.types.js';
import { loggedRequest, withoutHandshake } from './logged-requests.js';

/** The day that the traffic below is of, as parameters. */
export const day = 'from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z';

export const agents = {
  chrome:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  curl: 'curl/8.5.0',
} as const;
export const hellos = {
  chrome: 't13d1516h2_8daaf6152771_d8a2da3f94cd',
  firefox: 't13d1717h2_5b57614c22b0_3cbfd9057e0d',
  curl: 't13d3112h2_e8f1e7e78f70_b26ce05bbdd6',
  go: 't13d1312h2_9dc949149365_97f8aa674fd9',
} as const;

interface Client extends Partial<LoggedRequest> {
  readonly client_ip: string;
}
const windows = { ip_meta_ttl: 118, tcp_meta_window_size: 64_240, tcp_meta_options: '2-1-3-1-1-4' };
const linux = { ip_meta_ttl: 57, tcp_meta_window_size: 64_240, tcp_meta_options: '2-4-8-1-3' };
const clients = {
  /** A person with Chrome on Windows. */
  chrome: {
    client_ip: '198.51.100.1',
    user_agent: agents.chrome,
    ja4: hellos.chrome,
    header_order_hash: 'chrome',
    ...{ asn: 64_496, as_name: 'Example Networks', country: 'NL', ...windows },
  },
  /** A person with Firefox on Linux. */
  firefox: {
    client_ip: '198.51.100.2',
    user_agent: agents.firefox,
    ja4: hellos.firefox,
    header_order_hash: 'firefox',
    ...{ asn: 64_496, as_name: 'Example Networks', country: 'NL', ...linux },
  },
  /** Says Chrome on Windows, and its handshake says Go on Linux. */
  liar: {
    client_ip: '203.0.113.66',
    user_agent: agents.chrome,
    ja4: hellos.go,
    header_order_hash: 'go',
    ...{ asn: 64_511, as_name: 'Example Hosting', country: 'FR', ...linux },
  },
  /** Guesses passwords with curl. */
  curl: {
    client_ip: '2001:db8::7',
    user_agent: agents.curl,
    ja4: hellos.curl,
    header_order_hash: 'curl',
    ...{ asn: 64_511, as_name: 'Example Hosting', country: 'FR', ...linux },
  },
} satisfies Record<string, Client>;

/** Requests of one client, a second apart. */
function requestsOf(client: Client, count: number, start: string, different: Partial<LoggedRequest> = {}) {
  return Array.from({ length: count }, (_, index) => ({
    src_ip: client.client_ip,
    ja3_hash: null,
    ...client,
    time: new Date(Date.parse(start) + index * 1000).toISOString().replace('Z', '000Z'),
    ...different,
  }));
}

/** A day: two people, a client that lies, one that guesses passwords and one by plain HTTP without a User-Agent. */
export const traffic: readonly LoggedRequest[] = [
  ...requestsOf(clients.chrome, 6, '2026-11-22T09:10:00Z', { status: 200, path: '/' }),
  ...requestsOf(clients.chrome, 2, '2026-11-22T10:00:00Z', { status: 304, path: '/logo.png', host: 'www.example' }),
  ...requestsOf(clients.chrome, 1, '2026-11-21T10:00:00Z', { status: 200, path: '/' }),
  ...requestsOf(clients.firefox, 3, '2026-11-22T09:30:00Z', { status: 200, path: '/' }),
  ...requestsOf(clients.liar, 4, '2026-11-22T12:00:00Z', { status: 404, path: '/.env' }),
  ...requestsOf(clients.liar, 1, '2026-11-22T13:00:00Z', { ja4: hellos.curl, status: 404, path: '/.git/config' }),
  ...requestsOf(clients.curl, 12, '2026-11-22T14:00:00Z', { method: 'POST', path: '/login', status: 401 }),
  ...requestsOf({ client_ip: '192.0.2.9', ...withoutHandshake }, 1, '2026-11-22T15:00:00Z', {
    ...{ scheme: 'http', orphan_reason: 'plain_http', user_agent: '', status: 500, path: '/' },
  }),
].map((request, index) => loggedRequest(index + 1, request));
