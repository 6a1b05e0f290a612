/** SQL that shows an IPv6 column as people write it: v4-mapped addresses as dotted quads. */
export function addressText(column: string): string {
  return `replaceRegexpOne(toString(${column}), '^::ffff:', '')`;
}

/** SQL: whether the parameter `address` lies in the block, or is the address, of `t.value`. */
export const holdsAddress = `isIPAddressInRange({address:String},
  if(position(t.value, '/') > 0, t.value, concat(t.value, if(isIPv4String(t.value), '/32', '/128'))))`;
