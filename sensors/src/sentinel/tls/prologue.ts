/** What stands before TLS on a stream, recognised by its first bytes (bytes shown as latin-1). */
const prologues: readonly [name: string, start: RegExp][] = [
  ['proxy_v1', /^PROXY (TCP4|TCP6|UNKNOWN)/],
  ['proxy_v2', /^\r\n\r\n\0\r\nQUIT\n/],
  ['http_connect', /^CONNECT /],
  ['socks4', /^\x04[\x01\x02]/],
  ['socks5', /^\x05[\x01-\x10]/],
  ['smtp', /^(EHLO|HELO|LHLO) /i],
  ['pop3', /^(CAPA|STLS|AUTH\r)/i],
  ['ftp', /^(AUTH TLS|AUTH SSL|FEAT)/i],
  ['imap', /^[A-Za-z0-9.]+ (CAPABILITY|STARTTLS|ID )/i],
  ['xmpp', /^<(\?xml|stream:stream)/],
  ['postgres', /^\0\0\0\x08\x04\xd2\x16\x2f/],
  // LDAPMessage, ExtendedRequest 1.3.6.1.4.1.1466.20037 (RFC 4511 section 4.14.1).
  ['ldap', /^0[^]{1,8}w[^]{1,4}1\.3\.6\.1\.4\.1\.1466\.20037/],
  // SSLRequest: a packet of 32 bytes with sequence 1 and CLIENT_SSL among the capabilities.
  [
    'mysql',
    /^\x20\0\0\x01[^][\x08-\x0f\x18-\x1f\x28-\x2f\x38-\x3f\x48-\x4f\x58-\x5f\x68-\x6f\x78-\x7f\x88-\x8f\x98-\x9f\xa8-\xaf\xb8-\xbf\xc8-\xcf\xd8-\xdf\xe8-\xef\xf8-\xff]/,
  ],
  ['rdp', /^\x03\0\0[^]{2}\xe0/],
];

/** HTTP that carries no TLS but may carry files with a hello in them: captures, memory dumps. */
const plainHttp = /^((GET|HEAD|POST|PUT|PATCH|DELETE) |HTTP\/1\.[01] )/;

const textOf = (head: Uint8Array): string =>
  Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');

/** True when no TLS can follow on a stream that began with these bytes. */
export const excludesTls = (head: Uint8Array): boolean => plainHttp.test(textOf(head));

/** Name of the protocol that the stream began with, 'other' when it is none of the known ones. */
export function prologueName(head: Uint8Array): string {
  const text = textOf(head);
  return prologues.find(([, start]) => start.test(text))?.[0] ?? 'other';
}
