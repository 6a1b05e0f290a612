import type { Arguments } from '@ja4-platform/sdk';

export type RequestFilters = Omit<
  Arguments<'requests.search'>,
  'from' | 'to' | 'limit' | 'cursor' | 'count' | 'sort' | 'signal'
>;
type Field = keyof RequestFilters;

/** How each field of a search is written in the URL, where everything is text. */
const kinds: Record<Field, 'text' | 'number' | 'boolean'> = {
  client_ip: 'text',
  host: 'text',
  path: 'text',
  status: 'number',
  method: 'text',
  ja4: 'text',
  user_agent: 'text',
  correlated: 'boolean',
  orphan_reason: 'text',
  asn: 'number',
  country: 'text',
  query: 'text',
  referer: 'text',
  accept_language: 'text',
  http_version: 'text',
  scheme: 'text',
  src_ip: 'text',
  src_port: 'number',
  dst_ip: 'text',
  dst_port: 'number',
  tls_sni: 'text',
  tls_version: 'text',
  ja4_stable: 'text',
  ja3_hash: 'text',
  hello_hash: 'text',
  transport: 'text',
  tls_source: 'text',
  tcp_meta_options: 'text',
  h2_fingerprint: 'text',
  header_order_hash: 'text',
  ssl_protocol: 'text',
  ssl_cipher: 'text',
  sensor_id: 'text',
  req_id: 'text',
  conn_id: 'text',
};

export const fields = Object.keys(kinds) as Field[];

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

/** Returns filters as the API takes them; what is no number stays as it is, so that the API can name the fault. */
export function parametersOf(filters: readonly Filter[]): RequestFilters {
  const parameters: [string, string | number | boolean][] = filters.map(({ field, value }) => {
    const kind = kinds[field as Field];
    if (kind === 'number' && /^\d+$/.test(value)) return [field, Number(value)];
    if (kind === 'boolean' && /^(true|false)$/.test(value)) return [field, value === 'true'];
    return [field, value];
  });
  return Object.fromEntries(parameters);
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
    return fields.includes(field as Field) ? { field, value: named[2].trim() } : undefined;
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
