import { hash } from 'node:crypto';
import type { ClientHello } from '../tls/client-hello.js';

export interface Ja3 {
  /** The string that is hashed. */
  readonly ja3: string;
  /** Its MD5. */
  readonly ja3_hash: string;
}

/** JA3 (salesforce/ja3): decimal numbers in the order sent, empty parts keep their comma. */
export function ja3Of(hello: ClientHello): Ja3 {
  const ja3 = [
    String(hello.legacyVersion),
    hello.ciphers.join('-'),
    hello.extensions.join('-'),
    hello.groups.join('-'),
    hello.pointFormats.join('-'),
  ].join(',');
  return { ja3, ja3_hash: hash('md5', ja3) };
}
