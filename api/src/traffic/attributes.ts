import { addressText } from '../store/address.js';
import type { Attribute } from './traffic.types.js';
import { browserOf, osOf } from './user-agent.sql.js';

/** How an attribute is read from `http_logs AS t`: never NULL, empty (or 0) where a request has none. */
interface AttributeColumn {
  /** What it is made of: compared with a value, an index may know it. */
  readonly column: string;
  /** SQL that is grouped by. */
  readonly key: string;
  /** SQL of a request that has the attribute. */
  readonly isPresent: string;
  /** SQL type of a query parameter that is compared with the key. */
  readonly type: string;
  /** SQL of the key as people write it. */
  readonly text: (key: string) => string;
  /** SQL that names the value of a request in words, NULL where it cannot. */
  readonly label?: string;
  readonly help: string;
}

const same = (key: string): string => key;
const text = (column: string, help: string): AttributeColumn => ({
  column: `t.${column}`,
  key: `t.${column}`,
  isPresent: `t.${column} != ''`,
  type: 'String',
  text: same,
  help,
});
const nullable = (column: string, help: string): AttributeColumn => ({
  ...text(column, help),
  key: `ifNull(t.${column}, '')`,
  isPresent: `t.${column} IS NOT NULL`,
});
/** What stands in the handshake is the proxy's where a proxy spoke for the client. */
const ofClient = (column: string, help: string): AttributeColumn => ({
  ...nullable(column, help),
  isPresent: `t.${column} IS NOT NULL AND t.src_ip = t.client_ip`,
});
const computed = (key: string, help: string): AttributeColumn => ({
  column: key,
  key,
  isPresent: `t.user_agent != ''`,
  type: 'String',
  text: same,
  help,
});

/** Every attribute. Those of the handshake count only requests that no proxy spoke for. */
export const attributeColumns: Record<Attribute, AttributeColumn> = {
  ip: {
    column: 't.client_ip',
    key: 't.client_ip',
    isPresent: '1',
    type: 'IPv6',
    text: addressText,
    help: 'client behind trusted proxies',
  },
  ja4: ofClient('ja4', 'JA4'),
  ja4_stable: ofClient('ja4_stable', 'JA4 without what differs between fresh and resumed handshakes'),
  ja3: ofClient('ja3_hash', 'JA3'),
  host: text('host', 'Host header'),
  asn: {
    column: 't.asn',
    key: 'ifNull(t.asn, 0)',
    isPresent: 't.asn IS NOT NULL',
    type: 'UInt32',
    text: (key) => `toString(${key})`,
    label: 't.as_name',
    help: 'autonomous system of the client',
  },
  country: nullable('country', 'country of the client'),
  user_agent: text('user_agent', 'User-Agent'),
  browser: computed(browserOf('t.user_agent'), 'kind of client that the User-Agent names'),
  os: computed(osOf('t.user_agent'), 'operating system that the User-Agent names'),
  path: text('path', 'path without the query'),
  method: text('method', 'method'),
  status: {
    column: 't.status',
    key: 't.status',
    isPresent: '1',
    type: 'UInt16',
    text: (key) => `toString(${key})`,
    help: 'status of the answer',
  },
  http_version: text('http_version', 'version of HTTP'),
  header_order: text('header_order_hash', 'hash of the header names in the order sent'),
  accept_language: text('accept_language', 'Accept-Language'),
  tls_version: ofClient('tls_version', 'highest TLS version offered'),
  tls_sni: ofClient('tls_sni', 'server name asked for'),
  h2_fingerprint: text('h2_fingerprint', 'HTTP/2 fingerprint'),
  tcp_options: ofClient('tcp_meta_options', 'kinds of the TCP options in the order sent'),
  sensor: text('sensor_id', 'sensor that sent it'),
  orphan_reason: text('orphan_reason', 'why there is no handshake'),
};

export const attributeNames = Object.keys(attributeColumns) as Attribute[];

const { ip, host, asn, country, user_agent, browser, os, http_version, header_order, orphan_reason } = attributeColumns;

/** The attributes that `agg_host_ip_ja4_1h AS t` has, which are read from fewer rows there. */
export const attributesOfHours: Partial<Record<Attribute, AttributeColumn>> = {
  ...{ ip, host, asn, country, user_agent, browser, os, http_version, header_order, orphan_reason },
  ja4: text('ja4', attributeColumns.ja4.help),
};
