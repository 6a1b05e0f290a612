import { u8 } from '../bytes.js';

const isAlphanumeric = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

/**
 * The two characters that JA4 keeps of the first protocol name: its first and last character, of its hexadecimal
 * form where one of them is not alphanumeric; '00' without a name.
 */
export function alpnCode(names: readonly Uint8Array[] | null): string {
  const name = names?.[0];
  if (!name?.length) return '00';
  const first = u8(name, 0);
  const last = u8(name, name.length - 1);
  if (isAlphanumeric(first) && isAlphanumeric(last)) return String.fromCharCode(first, last);
  return (first >> 4).toString(16) + (last & 0x0f).toString(16);
}
