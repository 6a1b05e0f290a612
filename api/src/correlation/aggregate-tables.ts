/** What is counted of an hour or a day, in an aggregate and in the table that it is made of. */
export type Measure = 'requests' | 'correlated' | 'bytes_out' | 'syns' | 'posts';

/** An aggregate that the materialized views `<table>_...view` keep, hourly when its name ends with 1h, daily with 1d. */
export interface AggregateTable {
  readonly table: string;
  readonly source: keyof typeof sources;
  /** How to count an hour (or a day) of it; what is counted must agree with its source. */
  readonly measures: Partial<Record<Measure, string>>;
}

/**
 * The tables that aggregates are made of, by which time, and what is counted of them. Days are made of hours, which may be kept
 * longer than requests.
 */
export const sources = {
  http_logs: {
    time: 'time',
    where: 'true',
    measures: {
      requests: 'count()',
      correlated: 'countIf(correlated)',
      bytes_out: 'sum(bytes_out)',
      syns: 'countIf(src_ip = client_ip AND ip_meta_ttl IS NOT NULL)',
      posts: `countIf(method = 'POST')`,
    },
  },
  handshakes: { time: 'time', where: 'hello_index = 1', measures: { requests: 'count()' } },
  agg_host_ip_ja4_1h: {
    time: 'hour',
    where: 'true',
    measures: {
      requests: 'sum(requests)',
      correlated: 'sumIf(requests, correlated)',
      bytes_out: 'sum(bytes_out)',
    },
  },
  agg_entity_1h: {
    time: 'hour',
    where: `entity_type != 'ja3'`,
    measures: { requests: 'sum(requests)', correlated: 'sum(correlated)', bytes_out: 'sum(bytes_out)' },
  },
  agg_ja4_prevalence_1h: { time: 'hour', where: 'true', measures: { requests: 'sum(requests)' } },
} as const;

const requests = { requests: 'sum(requests)' };
const requestsAndBytes = { ...requests, bytes_out: 'sum(bytes_out)' };

/** Every aggregate, after those that it is made of; a test compares them with the views of the database. */
export const aggregateTables: readonly AggregateTable[] = [
  {
    table: 'agg_host_ip_ja4_1h',
    source: 'http_logs',
    measures: {
      ...requestsAndBytes,
      correlated: 'sumIf(requests, correlated)',
      syns: `sumIf(requests, tcp_fingerprint != '')`,
    },
  },
  { table: 'agg_tcp_fingerprint_1h', source: 'http_logs', measures: { syns: 'sum(requests)' } },
  {
    table: 'agg_protocol_1h',
    source: 'http_logs',
    measures: { ...requests, correlated: 'sum(correlated)' },
  },
  { table: 'agg_posts_1h', source: 'http_logs', measures: { posts: 'sum(posts)' } },
  {
    table: 'agg_ip_1d',
    source: 'agg_host_ip_ja4_1h',
    measures: { ...requestsAndBytes, correlated: 'sum(correlated)' },
  },
  { table: 'agg_user_agent_1d', source: 'agg_host_ip_ja4_1h', measures: requests },
  { table: 'agg_header_fingerprint_1h', source: 'http_logs', measures: requests },
  { table: 'agg_ja4_prevalence_1h', source: 'http_logs', measures: requests },
  {
    table: 'agg_entity_1h',
    source: 'http_logs',
    // Every request counts for all and for its path, each kept by a view of its own.
    measures: {
      requests: `if(sumIf(requests, entity_type = 'all') = sumIf(requests, entity_type = 'path'), sumIf(requests, entity_type = 'all'), 0)`,
      correlated: `sumIf(correlated, entity_type = 'all')`,
      bytes_out: `sumIf(bytes_out, entity_type = 'path')`,
    },
  },
  { table: 'agg_entity_1d', source: 'agg_entity_1h', measures: { ...requestsAndBytes, correlated: 'sum(correlated)' } },
  { table: 'agg_ja4_prevalence_1d', source: 'agg_ja4_prevalence_1h', measures: requests },
  { table: 'agg_handshakes_1h', source: 'handshakes', measures: { requests: 'sum(handshakes)' } },
];

/** Whether the table has a row for a day, in partitions of weeks, where others have one for an hour, in partitions of days. */
export function isDaily({ table }: AggregateTable): boolean {
  return table.endsWith('_1d');
}
