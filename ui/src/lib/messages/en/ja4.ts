/** The first part of a JA4 in words. */
export const ja4 = {
  overTcp: 'TLS over TCP',
  noVersion: 'unknown version',
  name: 'asks for a name',
  noName: 'asks for no name',
  ciphers: (count: number) => `${count} ${count === 1 ? 'cipher' : 'ciphers'}`,
  extensions: (count: number) => `${count} ${count === 1 ? 'extension' : 'extensions'}`,
  noAlpn: 'no protocol (ALPN)',
  alpn: (names: string[], code: string) => `first protocol (ALPN) ${names.join(' or ') || `${code[0]}…${code[1]}`}`,
};
