import { u8 } from '../bytes.js';
import type { ClientHello } from '../tls/client-hello.js';

const isAlphanumeric = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

/**
 * The two characters that JA4 keeps of the first protocol name: its first and last character, of its hexadecimal
 * form where one of them is not alphanumeric; '00' without a name.
 */
export function alpnCode({ body, alpnStart, alpnEnd }: ClientHello): string {
  if (alpnStart < 0 || alpnStart >= alpnEnd) return '00';
  const length = u8(body, alpnStart);
  if (length === 0 || alpnStart + length >= alpnEnd) return '00';
  const first = u8(body, alpnStart + 1);
  const last = u8(body, alpnStart + length);
  if (isAlphanumeric(first) && isAlphanumeric(last)) return String.fromCharCode(first, last);
  return (first >> 4).toString(16) + (last & 0x0f).toString(16);
}
