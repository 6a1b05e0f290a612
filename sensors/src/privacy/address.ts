import { createHmac } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

const mapped = '::ffff:';

/** An address as the API takes it: without the zone of a link-local one, and v4-mapped ones as IPv4. */
export function plainAddress(text: string): string {
  const address = text.split('%', 1)[0]!;
  const inner = address.toLowerCase().startsWith(mapped) ? address.slice(mapped.length) : address;
  return isIPv4(inner) ? inner : address;
}

/** The network of an address: the first 24 bits of IPv4, 48 of IPv6; what is no address becomes `::`. */
export function truncatedAddress(address: string): string {
  if (isIPv4(address)) return address.replace(/\d+$/, '0');
  if (!isIPv6(address)) return '::';
  // The URL parser writes out what `::` stands for and removes IPv4 notation.
  const [head = '', tail = ''] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = 8 - groups.length - tail.split(':').filter(Boolean).length;
  const full = [...groups, ...Array<string>(missing).fill('0'), ...tail.split(':').filter(Boolean)];
  return `${full.slice(0, 3).join(':')}::`;
}

/**
 * A pseudonym of an address that has the form of one: 120 bits of its HMAC-SHA-256 behind `fd`, the prefix of addresses
 * that no network routes (RFC 4193). The same for the same key; without the key it tells nothing.
 */
export function hashedAddress(address: string, key: string): string {
  const digest = createHmac('sha256', key).update(address).digest('hex');
  return `fd${digest.slice(0, 30)}`.match(/.{4}/g)!.join(':');
}
