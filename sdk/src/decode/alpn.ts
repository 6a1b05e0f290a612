/** Protocols of IANA's "TLS ALPN Protocol IDs" that JA4s are likely to name. */
const protocols = [
  ...[
    'http/0.9',
    'http/1.0',
    'http/1.1',
    'h2',
    'h2c',
    'h3',
    'spdy/1',
    'spdy/2',
    'spdy/3',
    'dot',
    'doq',
    'imap',
    'pop3',
  ],
  ...[
    'managesieve',
    'ftp',
    'xmpp-client',
    'xmpp-server',
    'acme-tls/1',
    'mqtt',
    'smb',
    'irc',
    'nntp',
    'ntske/1',
    'coap',
  ],
  ...[
    'webrtc',
    'c-webrtc',
    'stun.turn',
    'stun.nat-discovery',
    'sunrpc',
    'postgresql',
    'sip/2',
    'tds/8.0',
    'radius/1.1',
  ],
];

/** The protocols that the two characters of a JA4 can stand for; none when they stand for no known one. */
export function alpnProtocols(code: string): string[] {
  const [first = '', last = ''] = code;
  return protocols.filter((name) => name.startsWith(first) && name.endsWith(last));
}

/** What the two characters say about the first protocol of the ALPN extension, in words. */
export function alpnWords(code: string): string {
  if (code === '00') return 'no protocol (ALPN)';
  const [first = '', last = ''] = code;
  const fitting = alpnProtocols(code);
  if (fitting.length) return `first protocol (ALPN) ${fitting.join(' or ')}`;
  const words = `first protocol (ALPN) begins with "${first}" and ends with "${last}"`;
  // A name that begins or ends with another byte is written in hexadecimal first.
  return /^[0-9a-f]{2}$/.test(code) ? `${words}, or does so in hexadecimal: it is not all letters and digits` : words;
}
