// The hosts of the test bed and what each client does: the one table behind the network and the tests.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serverOf } from '../../sample/make/network.mjs';

const near = (path) => fileURLToPath(new URL(path, import.meta.url));
export const prefix = `ja4t${process.pid}`;
export const server = serverOf(prefix);

/** Clients as shell functions and variables; the paths of requests name who made them. */
const shell = `
get() { curl -sS -o /dev/null --max-time 20 --cacert "$CA" "$@"; }
ask() { printf 'GET %s HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' "$1" "$SHOP"; }
tls() { path=$1; shift; ask "$path" | timeout 10 openssl s_client -quiet -connect "$SHOP:443" -CAfile "$CA" "$@" >/dev/null 2>&1 || true; }
gnutls() { path=$1; shift; { ask "$path"; sleep 0.5; } | timeout 10 gnutls-cli --x509cafile "$CA" --logfile=/dev/null "$@" "$SHOP" >/dev/null 2>&1 || true; }
`;

const browser = (script) => `"$NODE" ${near(`../../sample/clients/${script}`)} "$WORK/$NAME" 1 7 "$SPKI"`;
const openssl = [
  'tls /new -sess_out "$WORK/s"',
  'tls /resumed -sess_in "$WORK/s"',
  'tls /tls12 -tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256',
  'tls /no-name -noservername',
  'tls /odd -status -maxfraglen 1024 -enable_pha',
  'tls /custom -serverinfo 1000,43690,65000 -sigalgs ECDSA+SHA256:RSA-PSS+SHA256',
  'tls /npn -tls1_2 -nextprotoneg http/1.1',
  'tls /retry -groups P-384:X25519',
  'tls /protocols -alpn "http/1.1,a-,-a,$(printf "\\253\\315")"',
  // Refused by the server: handshakes that no request follows.
  'tls /never -tls1_2 -cipher AES256-SHA',
  'tls /never -use_srtp SRTP_AES128_CM_SHA1_80',
];

/**
 * Who connects to the server: programs that a client needs, what it runs, and how many requests that must be; those of
 * browsers are as many as the server has seen.
 */
const clients = [
  {
    name: 'curl',
    address: '198.51.100.11',
    programs: ['curl'],
    script: [
      'get --http1.1 "https://$SHOP/kept?[1-5]"',
      'get --http2 --parallel --parallel-max 10 "https://$SHOP/streams?[1-20]"',
      'get --http1.1 --tls-max 1.2 "https://$SHOP/old"',
      'get "http://$SHOP/plain"',
    ],
    requests: 27,
  },
  {
    name: 'curl over IPv6',
    address: '2001:db8:41:7::11',
    programs: ['curl'],
    script: ['get --http2 "https://$SHOP/kept?[1-5]"', 'get -k "https://[$SERVER6]/no-name"'],
    requests: 6,
  },
  {
    name: 'wget',
    address: '2001:db8:41:7::12',
    programs: ['wget'],
    script: ['wget -q -O /dev/null --ca-certificate="$CA" "https://$SHOP/1" "https://$SHOP/2"'],
    requests: 2,
  },
  { name: 'openssl', address: '198.51.100.13', programs: ['openssl'], script: openssl, requests: openssl.length - 2 },
  {
    name: 'gnutls-cli',
    address: '2001:db8:41:7::14',
    programs: ['gnutls-cli'],
    script: [
      'gnutls /new',
      "gnutls /tls12 --priority 'NORMAL:-VERS-TLS1.3'",
      'gnutls /protocols --alpn http/1.1 --alpn x',
    ],
    requests: 3,
  },
  {
    name: 'python',
    address: '198.51.100.15',
    programs: ['python3'],
    script: [`python3 ${near('../clients/same-port.py')} "$CA" "$SHOP"`],
    requests: 6,
  },
  {
    name: 'node',
    address: '2001:db8:41:7::16',
    programs: [],
    script: [`"$NODE" ${near('../../captures/clients/visit.mjs')}`],
    requests: 3,
  },
  { name: 'chromium', address: '198.51.100.17', programs: ['chromium'], script: [browser('browse-chromium.mjs')] },
  {
    name: 'firefox-esr',
    address: '2001:db8:41:7::18',
    programs: ['firefox-esr'],
    script: [browser('browse-firefox.mjs')],
  },
];

/** Proxies in front of the server; it trusts the first one only. */
export const proxies = {
  trusted: { name: 'trusted', address: '203.0.113.1' },
  stranger: { name: 'stranger', address: '203.0.113.2' },
};
/** Clients with a proxy before them; the relay with the PROXY protocol is on the trusted one, as its own port. */
const behind = [
  { name: 'behind-trusted', address: '203.0.113.11', via: proxies.trusted.address },
  { name: 'behind-stranger', address: '203.0.113.12', via: proxies.stranger.address },
  { name: 'forger', address: '203.0.113.13' },
];

const withNamespace = (host) => ({ ...host, namespace: `${prefix}-${host.name.replaceAll(' ', '-')}` });
export const hosts = {
  clients: clients.map(withNamespace),
  proxies: Object.values(proxies).map(withNamespace),
  behind: behind.map(withNamespace),
};
export const allHosts = Object.values(hosts).flat();

/** Arguments of `ip` that run a shell script on a host. */
export const shellOn = (host, script) => ['netns', 'exec', host.namespace, 'sh', '-c', `${shell}\n${script}`];

/** What scripts find in their environment. */
export const scriptEnvironment = (work, { spki, name }) => ({
  CA: join(work, 'ca.pem'),
  NODE_EXTRA_CA_CERTS: join(work, 'ca.pem'),
  NODE: process.execPath,
  SHOP: 'shop.example',
  SERVER6: server.ipv6,
  SPKI: spki,
  WORK: work,
  NAME: name.replaceAll(' ', '-'),
  DISPLAY: '',
});
