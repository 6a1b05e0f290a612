import { ListFileError, type PrefixEntry } from './entries.js';
import { parsePrefix } from './prefixes.js';

/** The largest that is published has some thousand prefixes; parsing takes the event loop in one piece. */
const maxJsonBytes = 2 * 1024 * 1024;

interface PublishedPrefix {
  ipv4Prefix?: unknown;
  ipv6Prefix?: unknown;
}

/**
 * Yields the prefixes of the JSON in which Google, Bing and others publish the addresses of their crawlers:
 * `{"prefixes": [{"ipv4Prefix": "192.0.2.0/24"}, {"ipv6Prefix": "2001:db8::/32"}]}`.
 *
 * @throws ListFileError
 */
export function* publishedRanges(file: Buffer, name: string): Generator<PrefixEntry> {
  for (const [index, entry] of prefixesIn(file).entries()) {
    const text = entry?.ipv4Prefix ?? entry?.ipv6Prefix;
    if (typeof text !== 'string') throw new ListFileError(`/prefixes/${index}: has no ipv4Prefix and no ipv6Prefix`);
    try {
      yield { prefix: parsePrefix(text), asn: 0, name };
    } catch (error) {
      throw new ListFileError(`/prefixes/${index}: ${(error as Error).message}`, { cause: error });
    }
  }
}

function prefixesIn(file: Buffer): (PublishedPrefix | null)[] {
  if (file.length > maxJsonBytes)
    throw new ListFileError(`JSON of more than ${maxJsonBytes} bytes is refused: send CSV`);
  let parsed: { prefixes?: unknown };
  try {
    // Trimmed of a byte order mark, too.
    parsed = JSON.parse(file.toString().trim()) as { prefixes?: unknown };
  } catch (cause) {
    throw new ListFileError('the file is not JSON', { cause });
  }
  if (!Array.isArray(parsed.prefixes)) throw new ListFileError('the JSON has no list of `prefixes`');
  return parsed.prefixes as (PublishedPrefix | null)[];
}
