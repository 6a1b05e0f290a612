import type { Arguments } from '@ja4-platform/sdk';

export type RequestFilters = Omit<
  Arguments<'requests.search'>,
  'from' | 'to' | 'limit' | 'cursor' | 'count' | 'sort' | 'signal'
>;
type Field = keyof RequestFilters;

/** The filters that are offered. */
export const fields = [
  'client_ip',
  'host',
  'path',
  'status',
  'method',
  'ja4',
  'user_agent',
  'correlated',
  'orphan_reason',
  'asn',
  'country',
  'query',
  'referer',
  'accept_language',
  'http_version',
  'scheme',
  'src_ip',
  'src_port',
  'dst_ip',
  'dst_port',
  'tls_sni',
  'tls_version',
  'ja4_stable',
  'ja3_hash',
  'hello_hash',
  'transport',
  'tls_source',
  'tcp_meta_options',
  'h2_fingerprint',
  'header_order_hash',
  'ssl_protocol',
  'ssl_cipher',
  'sensor_id',
  'req_id',
  'conn_id',
] as const satisfies readonly Field[];

/** One filter, as the URL has it. */
export interface Filter {
  field: string;
  value: string;
}

/** Returns the filters that a URL names. */
export function filtersOf(search: Pick<URLSearchParams, 'get'>): Filter[] {
  return fields.flatMap((field) => {
    const value = search.get(field);
    return value === null ? [] : [{ field, value }];
  });
}

/** Returns filters as the API takes them. */
export function parametersOf(filters: readonly Filter[]): RequestFilters {
  return Object.fromEntries(filters.map(({ field, value }) => [field, value]));
}

/**
 * Returns the filter that a person means with what was typed: `field:value`, or a value whose form says what it is.
 * Undefined for an unknown field.
 */
export function parseFilter(text: string): Filter | undefined {
  const value = text.trim();
  const named = /^([a-z0-9_]+):(?!:)(.+)$/.exec(value);
  if (named?.[1] !== undefined && named[2] !== undefined && !/^[0-9a-f:]+$/.test(value)) {
    const field = named[1];
    return fields.some((known) => known === field) ? { field, value: named[2].trim() } : undefined;
  }
  return { field: fieldOf(value), value };
}

function fieldOf(value: string): Field {
  if (/^[\d.]+(\/\d+)?$/.test(value) && value.includes('.')) return 'client_ip';
  if (/^[0-9a-f:]*::?[0-9a-f:.]*(\/\d+)?$/i.test(value) && value.includes(':')) return 'client_ip';
  if (/^[tqd][0-9sd]\d[di]\d{4}/.test(value)) return 'ja4';
  if (value.startsWith('/')) return 'path';
  if (/^[1-5]\d\d$/.test(value)) return 'status';
  if (/^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)$/.test(value)) return 'method';
  return value.includes(' ') || value.includes('/') ? 'user_agent' : 'host';
}
