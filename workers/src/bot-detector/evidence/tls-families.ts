/** Makers of ClientHellos that are told apart. */
export type TlsFamily = 'chromium' | 'firefox' | 'safari' | 'openssl' | 'gnutls' | 'go' | 'node' | 'java' | 'nmap';

/**
 * TLS family by the second part of a JA4, the hash of the sorted cipher list: it holds over versions, where the first
 * and last part change with extensions that come and go (padding, ECH, resumption). Only families that no client of
 * another family was seen with are here.
 *
 * Measured on real clients (curl, wget, OpenSSL 3.0 and 3.5, GnuTLS, Python, PHP, Perl, Ruby, Node, Go, Java, nmap,
 * sqlmap, Chromium 150 and 156, Firefox 140 and 153); Safari and the older browsers from public signatures of Chrome 98 to 150,
 * Edge 98 to 120, Firefox 133 to 144 and Safari 15 to 26.
 */
export const tlsFamilies: ReadonlyMap<string, TlsFamily> = new Map([
  ['8daaf6152771', 'chromium'],
  ['5b57614c22b0', 'firefox'],
  ['86a278354501', 'firefox'],
  ['a09f3c656075', 'safari'],
  ['2802a3db6c62', 'safari'],
  ['1d37bd780c83', 'openssl'],
  ['e8f1e7e78f70', 'openssl'],
  ['c7886603b240', 'openssl'],
  ['85036bcba153', 'openssl'],
  ['ab0a1bf427ad', 'openssl'],
  ['13e0e9e1c501', 'openssl'],
  ['c66346c74e42', 'openssl'],
  ['bd790527ddab', 'openssl'],
  ['a2460661a67a', 'openssl'],
  ['d943125447b4', 'openssl'],
  ['723694b0fccc', 'gnutls'],
  ['9dc949149365', 'go'],
  ['1d947a95fc68', 'java'],
  ['b262b3658495', 'node'],
  ['a33745022dd6', 'node'],
  ['8f28d1f76561', 'nmap'],
  ['eca7c5d91837', 'nmap'],
  ['7f27215065b1', 'nmap'],
]);

/** The TLS family of a JA4; undefined when it is empty or not known. */
export function tlsFamily(ja4: string): TlsFamily | undefined {
  return tlsFamilies.get(ja4.split('_')[1] ?? '');
}
