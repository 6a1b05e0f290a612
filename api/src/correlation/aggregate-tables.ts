/** What is counted of an hour, in an aggregate and in the table that it is made of. */
export type Measure = 'requests' | 'correlated' | 'bytes_out';

/** An hourly aggregate that the materialized views `<table>_...view` keep. */
export interface AggregateTable {
  readonly table: string;
  readonly source: keyof typeof sources;
  /** How to count an hour of it; what is counted must agree with its source. */
  readonly measures: Partial<Record<Measure, string>>;
}

/** The tables that aggregates are made of, and what an hour of them counts. */
export const sources = {
  http_logs: {
    where: 'true',
    measures: { requests: 'count()', correlated: 'countIf(correlated)', bytes_out: 'sum(bytes_out)' },
  },
  handshakes: { where: 'hello_index = 1', measures: { requests: 'count()' } },
} as const;

const requests = { requests: 'sum(requests)' };
const requestsAndBytes = { ...requests, bytes_out: 'sum(bytes_out)' };

/** Every aggregate; a test compares them with the views of the database. */
export const aggregateTables: readonly AggregateTable[] = [
  {
    table: 'agg_host_ip_ja4_1h',
    source: 'http_logs',
    measures: { ...requestsAndBytes, correlated: 'sumIf(requests, correlated)' },
  },
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
  { table: 'agg_handshakes_1h', source: 'handshakes', measures: { requests: 'sum(handshakes)' } },
];
