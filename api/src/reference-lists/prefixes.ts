import { isIP } from 'node:net';

/** An address as a number, with the width of its family. */
interface Address {
  readonly value: bigint;
  readonly width: 32 | 128;
}

/**
 * Returns an address written as text, or as a decimal number as some lists have IPv4 and IPv6.
 * @throws Error that says what is wrong
 */
export function parseAddress(text: string): Address {
  if (/^\d{1,39}$/.test(text)) {
    const value = BigInt(text);
    if (value >> 128n) throw new Error(`${text} is larger than an address`);
    return { value, width: value >> 32n ? 128 : 32 };
  }
  const family = text.includes('%') ? 0 : isIP(text);
  if (family === 4) return { value: ofIpv4(text), width: 32 };
  if (family === 6) return { value: ofIpv6(text), width: 128 };
  throw new Error(`${JSON.stringify(text.slice(0, 60))} is not an address`);
}

function ofIpv4(text: string): bigint {
  return BigInt(text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0));
}

function ofIpv6(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const low = ofIpv4(dotted[2]!);
    return ofIpv6(`${dotted[1]!}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`);
  }
  const [head = '', tail] = text.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return BigInt(`0x${all.map((group) => group.padStart(4, '0')).join('')}`);
}

/** Returns an address as text: IPv6 in its eight groups, not shortened. */
export function addressText({ value, width }: Address): string {
  if (width === 32) {
    const number = Number(value);
    return [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255].join('.');
  }
  return value.toString(16).padStart(32, '0').match(/.{4}/g)!.join(':');
}

/**
 * Returns the fewest CIDR blocks that make up the addresses from `first` to `last`, both included (RFC 4632).
 * @throws Error when the range is reversed, of two families, or what is given is no address
 */
export function prefixesOf(first: string, last: string): string[] {
  const from = parseAddress(first);
  const to = parseAddress(last);
  // A number below 2^32 says nothing of its family: that of the other end counts.
  const width = /^\d+$/.test(first) ? to.width : from.width;
  const isOfFamily = /^\d+$/.test(last) ? to.value >> BigInt(width) === 0n : to.width === width;
  if (!isOfFamily) throw new Error(`${first} and ${last} are of two families`);
  if (from.value > to.value) throw new Error(`${first} is after ${last}`);
  const blocks: string[] = [];
  for (let value = from.value; value <= to.value;) {
    const aligned = value === 0n ? width : bitsOf(value & -value) - 1;
    const bits = Math.min(aligned, bitsOf(to.value - value + 1n) - 1);
    blocks.push(`${addressText({ value, width })}/${width - bits}`);
    value += 1n << BigInt(bits);
  }
  return blocks;
}

function bitsOf(value: bigint): number {
  return value.toString(2).length;
}

/**
 * Returns a CIDR block with its host bits cleared; a bare address is a block of one.
 * @throws Error that says what is wrong
 */
export function parsePrefix(text: string): string {
  const [address = '', length, ...rest] = text.split('/');
  const { value, width } = parseAddress(address);
  const bits = length === undefined ? width : Number(length);
  if (rest.length || (length !== undefined && !/^\d{1,3}$/.test(length)) || bits > width || /^\d+$/.test(address)) {
    throw new Error(`${JSON.stringify(text.slice(0, 60))} is not a CIDR block`);
  }
  const host = BigInt(width - bits);
  return `${addressText({ value: (value >> host) << host, width })}/${bits}`;
}
