import type { TlsEvent } from '../sentinel/event.js';

/** Longest texts that the API takes. */
const limits = { ja4_r: 16_384, ja4_ro: 16_384, ja3: 16_384, tls_sni: 1024 } as const;
const maxProtocols = 64;

/**
 * Returns the event with texts left out that are longer than the API takes. A hostile hello can hold tens of thousands of
 * ciphers; its fingerprints are what counts and still go.
 */
export function withinLimits(event: TlsEvent): Omit<TlsEvent, keyof typeof limits> & {
  [name in keyof typeof limits]: string | null;
} {
  const cut = (name: keyof typeof limits): string | null => {
    const text = event[name];
    return text !== null && text.length > limits[name] ? null : text;
  };
  return {
    ...event,
    ja4_r: cut('ja4_r'),
    ja4_ro: cut('ja4_ro'),
    ja3: cut('ja3'),
    tls_sni: cut('tls_sni'),
    tls_alpn: event.tls_alpn?.slice(0, maxProtocols) ?? null,
  };
}
