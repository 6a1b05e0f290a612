import { join } from 'node:path';
import { machine } from '../machine.js';
import { table, writeMarkdown } from '../markdown.js';
import { rootDir } from '../platform.js';
import { rounded } from '../statistics.js';
import type { Costs } from './costs.js';
import type { IngestRates } from './ingest-rates.js';
import type { Reads, ReadTimes } from './reads.js';
import type { Sizes } from './sizes.js';

/** What was measured with so many requests in http_logs. */
export interface Measured {
  readonly requests: number;
  readonly sizes: Sizes;
  /** Milliseconds of processor time of the least statement. */
  readonly statement_ms: number;
  readonly costs: Costs;
  readonly reads: Reads;
  /** Operations that could not be called: what they show is nowhere. */
  readonly missing: readonly string[];
}

/** Milliseconds of processor time from which on a call is listed. */
const listedMs = 100;
const page = join(rootDir, 'docs', 'database', 'measurements.md');

/** Writes docs/database/measurements.md. */
export function writePage(ingest: IngestRates, measured: readonly Measured[]): void {
  writeMarkdown(page, pageOf(ingest, measured));
}

function pageOf(ingest: IngestRates, measured: readonly Measured[]): string {
  const sizes = measured.map(({ requests }) => millions(requests));
  const [first] = measured;
  return `# How fast the store answers, and what it takes

Written by ${command(sizes)} on ${machine()}, with the embedded ClickHouse.
Generated requests of 14 days: 200,000 addresses, 2,000 JA4s, 50 hosts, 30,000 paths. Four callers ask at once, in mixed order, while
requests come in at a quarter of what ingest takes with every view. Rows whose name ends with 14 d ask for everything that is stored.

Ingest: ${ingest.landing_per_s} requests a second into the landing table, ${ingest.with_views_per_s} of them joined and counted in every aggregate: ${ingest.ratio}.

${table(
  [
    'requests',
    'bytes each',
    'of http_logs and aggregates',
    'longest stall of the API',
    'largest query',
    'answered in time',
  ],
  measured.map(({ requests, sizes: { bytes_per_request, beside_per_request }, reads }) => [
    millions(requests),
    String(bytes_per_request),
    String(
      rounded(
        Object.values(beside_per_request).reduce((sum, bytes) => sum + bytes, bytes_per_request),
        1,
      ),
    ),
    `${reads.longest_stall_ms} ms`,
    `${Math.max(0, ...Object.values(reads.peak_mib))} MiB`,
    `${reads.endpoints.filter(({ holds }) => holds).length} of ${reads.endpoints.length}`,
  ]),
)}

## Answers

Milliseconds, median and 95 %. In time is a list or a figure whose 95 % are below 250 ms, a page of an entity whose are below 400. ${measured.length > 1 ? `With more than ${sizes[0]} each was called five times, and the longest is what stands there. The last column is how many times longer the 95 % are with ${sizes.at(-1)} than with ${sizes[0]}.` : ''}

${table(
  ['operation', ...sizes, ...(measured.length > 1 ? ['growth'] : [])],
  (first?.reads.endpoints ?? []).map(({ endpoint }) => timesOf(endpoint, measured)),
)}

## Processor time

Milliseconds of API and ClickHouse together, each call alone with nothing coming in: how an answer's cost grows. All calls together, and those that take ${listedMs} or more with ${sizes.at(-1)}. ClickHouse's part of \`SELECT 1\` was ${measured.map(({ statement_ms }) => statement_ms).join(', ')} there: numbers of two machines, or of two hours of a shared one, differ as these do.

${table(['operation', ...sizes, ...(measured.length > 1 ? ['growth'] : [])], costsOf(measured))}

## Memory of queries

The largest that was seen of each operation, in MiB, four looks a second.

${table(
  ['operation', ...sizes],
  operationsOf(measured).map((name) => [name, ...measured.map(({ reads }) => String(reads.peak_mib[name] ?? ''))]),
)}

## Bytes of a request

Of the aggregates and handshakes beside http_logs, and of the columns of http_logs, merged.

${table(
  ['table', ...sizes],
  namesOf(measured, (each) => each.sizes.beside_per_request),
)}

${table(
  ['column', ...sizes],
  namesOf(measured, (each) => each.sizes.columns),
)}
`;
}

function costsOf(measured: readonly Measured[]): string[][] {
  const row = (name: string, costs: readonly number[]): string[] => {
    const growth = rounded(costs.at(-1)! / Math.max(1, costs[0]!), 1);
    return [name, ...costs.map(String), ...(measured.length > 1 ? [String(growth)] : [])];
  };
  const sums = measured.map(({ costs }) => Object.values(costs).reduce((sum, cost) => sum + cost, 0));
  const listed = Object.entries(measured.at(-1)?.costs ?? {}).filter(([, cost]) => cost >= listedMs);
  const byCost = listed.toSorted(([, a], [, b]) => b - a);
  return [
    row('all', sums),
    ...byCost.map(([name]) =>
      row(
        name,
        measured.map(({ costs }) => costs[name] ?? 0),
      ),
    ),
  ];
}

function timesOf(endpoint: string, measured: readonly Measured[]): string[] {
  const times = measured.map(({ reads }) => reads.endpoints.find((each) => each.endpoint === endpoint));
  const [first, last] = [times[0]?.p95_ms, times.at(-1)?.p95_ms];
  const growth = first && last ? [String(rounded(last / first, 1))] : [''];
  return [endpoint, ...times.map(shown), ...(measured.length > 1 ? growth : [])];
}

function shown(times: ReadTimes | undefined): string {
  if (!times) return '';
  return times.refused ? 'refused' : `${times.p50_ms} / ${times.p95_ms}`;
}

function operationsOf(measured: readonly Measured[]): string[] {
  return [...new Set(measured.flatMap(({ reads }) => Object.keys(reads.peak_mib)))];
}

function namesOf(measured: readonly Measured[], of: (each: Measured) => Record<string, number>): string[][] {
  const names = [...new Set(measured.flatMap((each) => Object.keys(of(each))))];
  return names.map((name) => [name, ...measured.map((each) => String(of(each)[name] ?? ''))]);
}

const millions = (requests: number): string => `${rounded(requests / 1e6, 1)}M`;
const command = (sizes: readonly string[]): string =>
  ['`npm run bench store -- --rows ', sizes.join(','), ' --page`'].join('');
