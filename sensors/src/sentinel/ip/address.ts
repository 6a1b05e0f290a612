import { u16, u8 } from '../bytes.js';

/** The address at `at` as text: dotted IPv4, or IPv6 as RFC 5952 asks. */
export function addressText(bytes: Uint8Array, at: number, version: 4 | 6): string {
  return version === 4 ? ipv4Text(bytes, at) : ipv6Text(bytes, at);
}

function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${u8(bytes, at)}.${u8(bytes, at + 1)}.${u8(bytes, at + 2)}.${u8(bytes, at + 3)}`;
}

function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups: number[] = [];
  for (let group = 0; group < 8; group += 1) groups.push(u16(bytes, at + 2 * group));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${ipv4Text(bytes, at + 12)}`;
  }
  const { start, length } = longestZeros(groups);
  const hex = (part: number[]): string => part.map((group) => group.toString(16)).join(':');
  if (length < 2) return hex(groups);
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

function longestZeros(groups: number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let run = 0;
  groups.forEach((group, index) => {
    run = group === 0 ? run + 1 : 0;
    if (run > best.length) best = { start: index - run + 1, length: run };
  });
  return best;
}
