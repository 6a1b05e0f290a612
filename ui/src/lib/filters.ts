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

/** Returns the filters that a URL names: a field that has several values has as many of them, each once. */
export function filtersOf(search: Pick<URLSearchParams, 'getAll'>, among: readonly string[] = fields): Filter[] {
  return among.flatMap((field) => [...new Set(search.getAll(field))].map((value) => ({ field, value })));
}

/** Returns filters as the API takes them. */
export function parametersOf(filters: readonly Filter[]): Partial<Record<Field, string[]>> {
  return Object.fromEntries(
    filters.map(({ field }) => [field, filters.filter((each) => each.field === field).map(({ value }) => value)]),
  );
}

/** Returns a value as a filter that finds just this, whatever it looks like. */
export function exactly(value: string): string {
  return /^[!~=]|\*$|^null$|^$/.test(value) ? `=${value}` : value;
}

/** Returns the values of a field's filter with one more filtered in or out: one filtered in stands alone. */
export function filteredBy(values: readonly string[], value: string, isOut: boolean): string[] {
  if (!isOut) return [exactly(value)];
  return [...new Set([...values, `!${exactly(value)}`])];
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
