import { addressText, parseAddress, parsePrefix, prefixesOf } from '../reference-lists/prefixes.js';

/** Addresses from `first` to `last`, both included, of one family. */
export interface Network {
  readonly first: bigint;
  readonly last: bigint;
  readonly width: 32 | 128;
}

/** What stands before the 32 bits of an IPv4 address in a v4-mapped one (RFC 4291 section 2.5.5.2). */
const mapped = 0xffffn;

/**
 * Returns the addresses of a CIDR block, or of one address. Host bits are cleared; a v4-mapped address is the IPv4 one, however it is spelt.
 * @throws Error that says what is wrong
 */
export function parseNetwork(text: string): Network {
  const [address = '', bits] = parsePrefix(text).split('/');
  const { value, width } = parseAddress(address);
  const free = width - Number(bits);
  const isMapped = width === 128 && free <= 32 && value >> 32n === mapped;
  const first = isMapped ? value & 0xffff_ffffn : value;
  return { first, last: first + (1n << BigInt(free)) - 1n, width: isMapped ? 32 : width };
}

/** Returns an address as people write it: IPv6 shortened (RFC 5952). */
function shortAddress(text: string): string {
  return text.includes(':') ? new URL(`http://[${text}]`).hostname.slice(1, -1) : text;
}

/** Returns the fewest CIDR blocks that make up a network; a block of one address is that address. */
export function networkTexts({ first, last, width }: Network): string[] {
  return prefixesOf(addressText({ value: first, width }), addressText({ value: last, width })).map((prefix) => {
    const [address = '', bits] = prefix.split('/');
    return shortAddress(address) + (Number(bits) === width ? '' : `/${bits}`);
  });
}

/** Returns a network without those of `without`, which {@link aggregated} put in order. */
export function subtract(network: Network, without: readonly Network[]): Network[] {
  const rest: Network[] = [];
  let first = network.first;
  for (let at = firstEndingFrom(network, without); at < without.length; at++) {
    const hole = without[at]!;
    if (hole.width !== network.width || hole.first > network.last) break;
    if (hole.first > first) rest.push({ ...network, first, last: hole.first - 1n });
    first = hole.last + 1n;
  }
  if (first <= network.last) rest.push({ ...network, first });
  return rest;
}

/** Returns the index of the first of `sorted` that ends at or after the beginning of a network. */
function firstEndingFrom({ first, width }: Network, sorted: readonly Network[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = sorted[middle]!;
    if (found.width < width || (found.width === width && found.last < first)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns networks in order, IPv4 first, with those that touch or overlap joined. */
export function aggregated(networks: readonly Network[]): Network[] {
  const sorted = networks.toSorted((a, b) => a.width - b.width || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const joined: Network[] = [];
  for (const network of sorted) {
    const before = joined.at(-1);
    if (before?.width !== network.width || network.first > before.last + 1n) joined.push(network);
    else if (network.last > before.last) joined[joined.length - 1] = { ...before, last: network.last };
  }
  return joined;
}
