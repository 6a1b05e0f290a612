import { isIP } from 'node:net';

/** True of an address as the store reads it: one with a zone (`fe80::1%eth0`) it does not. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

/** SQL that shows an IPv6 column as people write it: v4-mapped addresses as dotted quads. */
export function addressText(column: string): string {
  return `replaceRegexpOne(toString(${column}), '^::ffff:', '')`;
}

/** SQL: whether the parameter `address` lies in the block, or is the address, of `t.value`. */
export const holdsAddress = `isIPAddressInRange({address:String},
  if(position(t.value, '/') > 0, t.value, concat(t.value, if(isIPv4String(t.value), '/32', '/128'))))`;
