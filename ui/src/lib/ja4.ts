const transports: Record<string, string> = { t: 'TLS over TCP', q: 'QUIC', d: 'DTLS' };
const versions: Record<string, string> = {
  '13': 'TLS 1.3',
  '12': 'TLS 1.2',
  '11': 'TLS 1.1',
  '10': 'TLS 1.0',
  s3: 'SSL 3.0',
  s2: 'SSL 2.0',
  d3: 'DTLS 1.3',
  d2: 'DTLS 1.2',
  d1: 'DTLS 1.0',
};
const protocols: Record<string, string> = { '00': 'no ALPN', h1: 'HTTP/1.1', h2: 'HTTP/2', h3: 'HTTP/3' };

/**
 * Returns the readable first part of a JA4 in words, as the JA4 specification ("JA4 algorithm") lays it out; undefined
 * when the text is no JA4.
 */
export function describeJa4(ja4: string): string | undefined {
  const match = /^([tqd])(\w\d)([di])(\d\d)(\d\d)(..)_[0-9a-f]{12}_[0-9a-f]{12}$/.exec(ja4);
  if (!match) return undefined;
  const [, transport = '', version = '', name, ciphers, extensions, alpn = ''] = match;
  return [
    transports[transport],
    versions[version] ?? `version ${version}`,
    name === 'd' ? 'asks for a name' : 'asks for no name',
    `${Number(ciphers)} ciphers`,
    `${Number(extensions)} extensions`,
    protocols[alpn] ?? `ALPN ${alpn}`,
  ].join(' · ');
}
