import type { ClientHello, Transport } from '../tls/client-hello.js';
import { ja3Of, type Ja3 } from './ja3.js';
import { ja4Of, ja4OriginalOf, type Ja4, type Ja4Original } from './ja4.js';

export type Fingerprints = Ja4 & Ja4Original & Ja3;

/** Every fingerprint of a hello, worked out anew. */
export const fingerprintsOf = (hello: ClientHello, transport: Transport): Fingerprints => ({
  ...ja4Of(hello, transport),
  ...ja4OriginalOf(hello, transport),
  ...ja3Of(hello),
});
