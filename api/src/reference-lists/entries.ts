import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { fieldsOf, linesOf } from './delimited.js';
import { isMmdb, mmdbEntries } from './mmdb.js';
import { publishedRanges } from './published-ranges.js';
import { fingerprintReader, rangeReader, type LineReader } from './line-readers.js';
import type { ReferenceListKind } from './reference-lists.types.js';

/** One line of the store: the columns of reference_prefixes or reference_fingerprints, without list and generation. */
export type Entry = PrefixEntry | FingerprintEntry;
export interface PrefixEntry {
  readonly prefix: string;
  readonly asn: number;
  readonly name: string;
}
export interface FingerprintEntry {
  readonly fingerprint: string;
  readonly client: string;
  readonly category: string;
}

/** A file that cannot be taken: its message names the line and what is wrong there. */
export class ListFileError extends Error {}

/** Of a file, after decompression. */
const maxFileBytes = 128 * 1024 * 1024;

/** Returns the bytes of a file, inflated when they are gzip. @throws ListFileError */
export async function inflated(file: Buffer): Promise<Buffer> {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file;
  try {
    return await promisify(gunzip)(file, { maxOutputLength: maxFileBytes });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new ListFileError(isTooLarge ? 'the file is too large when inflated' : 'the gzip file is damaged');
  }
}

/**
 * Yields the entries of a file of any format that its kind knows: .mmdb, ranges or prefixes as CSV or TSV, the JSON in which
 * search engines publish their addresses, fingerprints as CSV. A file is taken whole or not at all. Yields undefined for what has
 * no entry: a file may have little else, and whoever reads it counts that, too.
 *
 * @param name what a prefix is called where its line does not say
 * @throws ListFileError
 */
export function* entriesOf(kind: ReferenceListKind, file: Buffer, name: string): Generator<Entry | undefined> {
  if (isMmdb(file)) {
    if (kind !== 'asn' && kind !== 'country') throw new ListFileError(`an .mmdb file cannot be a list of ${kind}`);
    yield* mmdbEntries(kind, file);
  } else if (file.subarray(0, 100).toString().trimStart().startsWith('{')) {
    if (kind !== 'bots' && kind !== 'prefixes') throw new ListFileError(`JSON cannot be a list of ${kind}`);
    yield* publishedRanges(file, name);
  } else {
    const isFingerprints = kind === 'clients' || kind === 'http2';
    yield* delimitedEntries(isFingerprints ? fingerprintReader(kind) : rangeReader(kind, name), file);
  }
}

function* delimitedEntries(read: LineReader, file: Buffer): Generator<Entry | undefined> {
  for (const [line, number] of linesOf(file)) {
    const isText = line !== '' && !line.startsWith('#');
    try {
      const entries = isText ? read(fieldsOf(line)) : [];
      yield* entries.length ? entries : [undefined];
    } catch (error) {
      throw new ListFileError(`line ${number}: ${(error as Error).message}`, { cause: error });
    }
  }
}
