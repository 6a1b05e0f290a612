import { Reader, type Response } from 'mmdb-lib';
import { ListFileError, type PrefixEntry } from './entries.js';
import { addressText, parseAddress, prefixesOf } from './prefixes.js';

const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
/** The marker stands in the last 128 KiB of a file (MaxMind DB format, version 2.0). */
const markerWindow = 128 * 1024;

/** True when the bytes are a MaxMind DB, as MaxMind, DB-IP and IPinfo publish. */
export function isMmdb(file: Buffer): boolean {
  return file.subarray(-markerWindow).includes(marker);
}

/** Fields of a record, as the three publishers name them. */
interface Record {
  readonly autonomous_system_number?: number;
  readonly autonomous_system_organization?: string;
  readonly asn?: string;
  readonly as_name?: string;
  readonly country?: string | { readonly iso_code?: string };
  readonly country_code?: string;
}

/** Returns when a MaxMind DB was made. @throws ListFileError */
export function mmdbTime(file: Buffer): Date {
  return open(file).metadata.buildEpoch;
}

/**
 * Yields the networks of a MaxMind DB that have a number or a country, undefined for each of the others. In a file of IPv6,
 * IPv4 stands at ::/96; publishers link it a second time at ::ffff:0:0/96, 2001::/32 and 2002::/16, which is passed over.
 *
 * @throws ListFileError when the file is damaged
 */
export function* mmdbEntries(kind: 'asn' | 'country', file: Buffer): Generator<PrefixEntry | undefined> {
  const reader = open(file);
  try {
    yield* networks(reader, kind, { from: 0n, until: 1n << 32n, width: 32 });
    if (reader.metadata.ipVersion === 6) {
      for (const [from, until] of gaps(aliases)) yield* networks(reader, kind, { from, until, width: 128 });
    }
  } catch (cause) {
    throw new ListFileError('the .mmdb file is damaged', { cause });
  }
}

const aliases = ['::/96', '::ffff:0:0/96', '2001::/32', '2002::/16'].map((text): [bigint, bigint] => {
  const [address = '', bits] = text.split('/');
  const { value } = parseAddress(address);
  return [value, value + (1n << BigInt(128 - Number(bits)))];
});

function gaps(taken: readonly [bigint, bigint][]): [bigint, bigint][] {
  const ends = [0n, ...taken.map(([, until]) => until)];
  const begins = [...taken.map(([from]) => from), 1n << 128n];
  return ends.map((end, index): [bigint, bigint] => [end, begins[index]!]).filter(([from, until]) => from < until);
}

interface Span {
  readonly from: bigint;
  readonly until: bigint;
  readonly width: 32 | 128;
}

function* networks(reader: Reader<Response>, kind: 'asn' | 'country', span: Span): Generator<PrefixEntry | undefined> {
  const { until, width } = span;
  // A tree has one leaf more than nodes, and the spans cut a few in two: a file with more goes round in circles.
  let most = reader.metadata.nodeCount + 2 * aliases.length;
  for (let value = span.from; value < until;) {
    if (most-- < 0) throw new Error('more networks than nodes');
    const first = addressText({ value, width });
    const [record, length] = reader.getWithPrefixLength(first);
    const size = 1n << BigInt(width - length);
    // A network that begins before the span, at an alias, counts from here on.
    const next = (value / size + 1n) * size;
    const entry = record ? entryOf(kind, record as Record) : undefined;
    if (entry) {
      const last = addressText({ value: (next < until ? next : until) - 1n, width });
      for (const prefix of prefixesOf(first, last)) yield { prefix, ...entry };
    } else {
      yield undefined;
    }
    value = next;
  }
}

function entryOf(kind: 'asn' | 'country', record: Record): Omit<PrefixEntry, 'prefix'> | undefined {
  if (kind === 'asn') {
    const asn = record.autonomous_system_number ?? Number(record.asn?.replace(/^AS/, ''));
    if (!Number.isInteger(asn) || asn <= 0 || asn > 0xffffffff) return undefined;
    return { asn, name: record.autonomous_system_organization ?? record.as_name ?? '' };
  }
  const { country } = record;
  const code = record.country_code ?? (typeof country === 'string' ? country : country?.iso_code);
  return code !== undefined && /^[A-Z]{2}$/.test(code) ? { asn: 0, name: code } : undefined;
}

function open(file: Buffer): Reader<Response> {
  try {
    const reader = new Reader<Response>(file);
    if (!(reader.metadata.searchTreeSize < file.length)) throw new Error('the tree is larger than the file');
    return reader;
  } catch (cause) {
    throw new ListFileError('the .mmdb file is damaged', { cause });
  }
}
