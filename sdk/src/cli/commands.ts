import type { Client } from '../client.js';
import type { Arguments } from '../types.js';
import { addressText, reportOn } from './address.js';
import { filtersOf } from './filters.js';
import { detectionLine, jobLine, requestLine } from './lines.js';
import { UsageError } from './usage.js';

/** Something to print: its value, and how a person reads it. */
export type Printed = readonly [value: unknown, line: string];

interface Options {
  readonly limit: number;
  readonly format: string;
}

/** Returns what a command prints. */
export async function* run(client: Client, words: readonly string[], options: Options): AsyncGenerator<Printed> {
  const [command, first = '', ...rest] = words;
  if (command === 'requests') {
    const { items } = await client.requests.search({ ...filtersOf(words.slice(1)), limit: options.limit }).page();
    for (const item of items) yield [item, requestLine(item)];
  } else if (command === 'detections') {
    const { items } = await client.detections.list({ ...filtersOf(words.slice(1)), limit: options.limit }).page();
    for (const item of items) yield [item, detectionLine(item)];
  } else if (command === 'status') {
    const status = await client.status.get();
    yield [status, [status.ok ? 'ok' : 'not ok', ...status.problems].join('\n')];
  } else if (command === 'follow') yield* follow(client, first, rest);
  else if (command === 'address' && first) {
    const report = await reportOn(client, first, filtersOf(rest));
    yield [report, addressText(report)];
  } else if (command === 'triage' && first) {
    const detection = await client.detections.get({ detection_id: first });
    const body = filtersOf(rest) as Arguments<'detections.triage'>['body'];
    const changed = await client.detections.triage({ detection_id: first, ifMatch: client.etag(detection), body });
    yield [changed, detectionLine(changed)];
  } else throw new UsageError(`not a command: ${words.join(' ')}`);
}

async function* follow(client: Client, what: string, rest: readonly string[]): AsyncGenerator<Printed> {
  if (what === 'requests') {
    for await (const { data } of client.requests.stream(filtersOf(rest))) yield [data, requestLine(data)];
    return;
  }
  if (what !== 'detections' && what !== 'jobs') throw new UsageError(`not to be followed: ${what}`);
  if (rest.length > 0) throw new UsageError(`${what} are followed without filters: ${rest.join(' ')}`);
  if (what === 'detections') {
    for await (const { data } of client.detections.stream()) yield [data, detectionLine(data)];
  } else {
    for await (const { data } of client.jobs.stream()) yield [data, jobLine(data)];
  }
}

/** Returns the bytes of an export. */
export function exported(
  client: Client,
  [what, ...rest]: readonly string[],
  format: string,
): Promise<ReadableStream<Uint8Array>> {
  if (format !== 'ndjson' && format !== 'csv') throw new UsageError(`not a format: ${format}`);
  const search = { ...filtersOf(rest), format } as const;
  if (what === 'requests') return client.requests.export(search);
  if (what === 'detections') return client.detections.export(search);
  throw new UsageError(`not to be exported: ${what}`);
}
