/** La première partie d'un JA4 en mots. */
export const ja4 = {
  overTcp: 'TLS sur TCP',
  noVersion: 'version inconnue',
  name: 'demande un nom',
  noName: 'ne demande aucun nom',
  ciphers: (count: number) => `${count} ${count === 1 ? 'suite de chiffrement' : 'suites de chiffrement'}`,
  extensions: (count: number) => `${count} ${count === 1 ? 'extension' : 'extensions'}`,
  noAlpn: 'sans protocole (ALPN)',
  alpn: (names: string[], code: string) => `premier protocole (ALPN) ${names.join(' ou ') || `${code[0]}…${code[1]}`}`,
};
