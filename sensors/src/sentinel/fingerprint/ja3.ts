import { hash } from 'node:crypto';
import type { ClientHello } from '../tls/client-hello.js';
import { decimalText } from './text.js';

export interface Ja3 {
  /** The string that is hashed. */
  readonly ja3: string;
  /** Its MD5. */
  readonly ja3_hash: string;
}

/** JA3 (salesforce/ja3): decimal numbers in the order sent, empty parts keep their comma. */
export function ja3Of({ legacyVersion, ciphers, extensions, groups, pointFormats }: ClientHello): Ja3 {
  const ja3 = decimalText(legacyVersion, [ciphers, extensions, groups, pointFormats]);
  return { ja3, ja3_hash: hash('md5', ja3) };
}
