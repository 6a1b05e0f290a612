/** SQL that shows an IPv6 column as people write it: v4-mapped addresses as dotted quads. */
export function addressText(column: string): string {
  return `replaceRegexpOne(toString(${column}), '^::ffff:', '')`;
}
