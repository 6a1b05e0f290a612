import type { Conditions } from '../store/conditions.js';
import type { RequestFilters } from './requests.types.js';

const addresses = ['client_ip', 'src_ip', 'dst_ip'] as const;
const numbers = {
  src_port: 'UInt16',
  dst_port: 'UInt16',
  status: 'UInt16',
  asn: 'UInt32',
  correlated: 'Bool',
} as const;
const texts = [
  'sensor_id',
  'req_id',
  'conn_id',
  'scheme',
  'method',
  'host',
  'path',
  'query',
  'http_version',
  'user_agent',
  'referer',
  'accept_language',
  'header_order_hash',
  'h2_fingerprint',
  'ssl_protocol',
  'ssl_cipher',
  'orphan_reason',
  'transport',
  'hello_hash',
  'ja4',
  'ja4_stable',
  'ja3_hash',
  'tls_version',
  'tls_sni',
  'tcp_meta_options',
  'tls_source',
  'country',
] as const;

/** Adds the filters of a search or a stream to the conditions on `http_logs`. */
export function addRequestFilters(conditions: Conditions, filters: RequestFilters): Conditions {
  for (const name of addresses) conditions.address(name, filters[name]);
  for (const name of texts) conditions.text(name, filters[name]);
  for (const name of Object.keys(numbers) as (keyof typeof numbers)[]) {
    conditions.equal(name, numbers[name], filters[name]);
  }
  return conditions;
}
