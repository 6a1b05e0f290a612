import { isIP } from 'node:net';
import type { FingerprintEntry, PrefixEntry } from './entries.js';
import { parsePrefix, prefixesOf } from './prefixes.js';
import type { ReferenceListKind } from './reference-lists.types.js';

/** Returns the entries of the fields of one line; throws an Error that says what is wrong with it. */
export type LineReader = (fields: string[]) => (PrefixEntry | FingerprintEntry)[];

/** Names that publishers give their columns, where a file has a header. */
const columnNames: Record<string, 'prefix' | 'first' | 'last' | 'asn' | 'name' | 'country'> = {
  network: 'prefix',
  prefix: 'prefix',
  start_ip: 'first',
  end_ip: 'last',
  asn: 'asn',
  autonomous_system_number: 'asn',
  as_name: 'name',
  name: 'name',
  autonomous_system_organization: 'name',
  country: 'country',
  country_code: 'country',
};
type Columns = Partial<Record<'prefix' | 'first' | 'last' | 'asn' | 'name' | 'country', string>>;

const isAddress = (field: string): boolean => isIP(field) > 0 || /^\d+$/.test(field);

/** Returns what the fields of a line without header are, by their shape: `start,end,...` or `prefix,...`. */
function columnsByShape(kind: ReferenceListKind, fields: string[]): Columns {
  const [first = '', second = ''] = fields;
  const isRange = isAddress(second) && isAddress(first);
  const place: Columns = isRange ? { first, last: second } : { prefix: first };
  const [value = '', next = '', last = ''] = fields.slice(isRange ? 2 : 1);
  // iptoasn has both: number, country, name.
  const hasBoth = /^\d+$/.test(value) && /^([A-Z]{2}|None|)$/.test(next) && fields.length === 5;
  if (kind === 'asn') return { ...place, asn: value, name: hasBoth ? last : next };
  return { ...place, ...(kind === 'country' ? { country: hasBoth ? next : value } : { name: value }) };
}

/** @throws Error when no column is named that holds addresses: the line is one with a wrong address */
function headerOf(fields: readonly string[]): string[] {
  const header = fields.map((field) => field.toLowerCase());
  const columns = new Set(header.map((name) => columnNames[name]));
  if (!columns.has('prefix') && !(columns.has('first') && columns.has('last'))) {
    const text = JSON.stringify(fields[0]!.slice(0, 60));
    throw new Error(`${text} is not an address, and the line is no header: it names no column of addresses`);
  }
  return header;
}

function columnsByHeader(header: readonly string[], fields: string[]): Columns {
  const columns: Columns = {};
  for (const [index, name] of header.entries()) {
    const column = columnNames[name];
    // `country_code` stands after `country`, which may be the country's name.
    if (column) columns[column] = fields[index] ?? '';
  }
  return columns;
}

/** What lists write where a range has no number or no country. */
const nothing = new Set(['', '0', 'None', '??', '-', 'ZZ']);

/** Returns a reader of ranges and prefixes; a first line that does not begin with an address is a header. */
export function rangeReader(kind: ReferenceListKind, listName: string): LineReader {
  let header: string[] | undefined;
  let isFirst = true;
  return (fields) => {
    const startsWithAddress = isAddress(fields[0]!.split('/')[0]!);
    if (isFirst && !startsWithAddress) header = headerOf(fields);
    const isHeader = isFirst && header !== undefined;
    isFirst = false;
    if (isHeader) return [];
    const columns = header ? columnsByHeader(header, fields) : columnsByShape(kind, fields);
    const value = valueOf(kind, columns, listName);
    if (!value) return [];
    const { prefix: block, first, last } = columns;
    const prefixes = block === undefined ? prefixesOf(first!, last!) : [parsePrefix(block)];
    return prefixes.map((prefix) => ({ prefix, ...value }));
  };
}

function valueOf(
  kind: ReferenceListKind,
  { asn, name, country }: Columns,
  listName: string,
): Omit<PrefixEntry, 'prefix'> | undefined {
  if (kind === 'asn') {
    const text = (asn ?? '').replace(/^AS/i, '');
    if (nothing.has(text)) return undefined;
    const number = Number(text);
    if (!/^\d+$/.test(text) || number > 0xffffffff) throw new Error(`${JSON.stringify(asn)} is not an AS number`);
    return { asn: number, name: name ?? '' };
  }
  if (kind === 'country') {
    if (nothing.has(country ?? '')) return undefined;
    if (!/^[A-Z]{2}$/i.test(country!)) throw new Error(`${JSON.stringify(country)} is not a country code`);
    return { asn: 0, name: country!.toUpperCase() };
  }
  return { asn: 0, name: name || listName };
}

const fingerprintShapes = {
  clients: /^[tqd][0-9a-z]{9}_[0-9a-f]{12}_[0-9a-f]{12}$/i,
  http2: /^[0-9:;]*\|[maps,]*$/,
} as const;

/** Returns a reader of `fingerprint,client,category`. */
export function fingerprintReader(kind: keyof typeof fingerprintShapes): LineReader {
  return ([fingerprint = '', client = '', category = '']) => {
    if (fingerprint === 'fingerprint') return [];
    if (!fingerprintShapes[kind].test(fingerprint)) {
      const what = kind === 'clients' ? 'a JA4' : 'HTTP/2 settings | order of pseudo-headers';
      throw new Error(`${JSON.stringify(fingerprint.slice(0, 100))} is not ${what}`);
    }
    if (client === '') throw new Error('it names no client');
    return [{ fingerprint, client, category }];
  };
}
