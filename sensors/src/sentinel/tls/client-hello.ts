import { u16, u8 } from '../bytes.js';
import { isGrease } from '../fingerprint/grease.js';
import { alpnNames, numberList, serverName } from './extensions.js';

/** How the hello travelled: TLS over TCP, QUIC or DTLS. */
export type Transport = 't' | 'q' | 'd';

/** What fingerprints are made of. Lists are in the order sent, without GREASE (RFC 8701). */
export interface ClientHello {
  readonly legacyVersion: number;
  readonly ciphers: readonly number[];
  /** Extension types. */
  readonly extensions: readonly number[];
  /** Null when the extension is absent. */
  readonly supportedVersions: readonly number[] | null;
  readonly signatureAlgorithms: readonly number[];
  readonly groups: readonly number[];
  readonly pointFormats: readonly number[];
  /** Null when the extension is absent, empty when it holds no host name. */
  readonly serverName: string | null;
  /** Protocol names as bytes; null when the extension is absent. */
  readonly alpn: readonly Uint8Array[] | null;
}

export const extension = {
  serverName: 0,
  supportedGroups: 10,
  pointFormats: 11,
  signatureAlgorithms: 13,
  alpn: 16,
  padding: 21,
  sessionTicket: 35,
  preSharedKey: 41,
  earlyData: 42,
  supportedVersions: 43,
  cookie: 44,
} as const;

type Draft = { -readonly [K in keyof ClientHello]: ClientHello[K] };

/**
 * Parses the body of a ClientHello (RFC 8446 section 4.1.2), the handshake message without its header. Null when
 * its lengths contradict each other: a server refuses such a hello. What stands inside an extension may be wrong.
 */
export function parseClientHello(body: Uint8Array, transport: Transport): ClientHello | null {
  const end = body.length;
  let at = 2 + 32;
  if (at + 1 > end) return null;
  at += 1 + u8(body, at);
  if (transport === 'd') {
    if (at + 1 > end) return null;
    at += 1 + u8(body, at); // The cookie (RFC 6347 section 4.2.1).
  }
  if (at + 2 > end) return null;
  const ciphersEnd = at + 2 + u16(body, at);
  if (ciphersEnd + 1 > end) return null;
  const ciphers = numberList(body, at + 2, ciphersEnd);
  at = ciphersEnd + 1 + u8(body, ciphersEnd);
  const hello: Draft = {
    legacyVersion: u16(body, 0),
    ciphers,
    extensions: [],
    supportedVersions: null,
    signatureAlgorithms: [],
    groups: [],
    pointFormats: [],
    serverName: null,
    alpn: null,
  };
  // Up to TLS 1.2 a hello may end here.
  if (at === end) return hello;
  if (at + 2 > end || at + 2 + u16(body, at) !== end) return null;
  return readExtensions(hello, body, at + 2) ? hello : null;
}

function readExtensions(hello: Draft, body: Uint8Array, start: number): boolean {
  const types: number[] = [];
  let at = start;
  // One to three bytes behind the last extension cannot be another one; clients that send them are fingerprinted.
  while (body.length - at >= 4) {
    const type = u16(body, at);
    const end = at + 4 + u16(body, at + 2);
    if (end > body.length) return false;
    if (!isGrease(type)) {
      // Where a type is sent twice, against the rules, the first one counts.
      if (!types.includes(type)) readContent(hello, type, body, at + 4, end);
      types.push(type);
    }
    at = end;
  }
  hello.extensions = types;
  return true;
}

function readContent(hello: Draft, type: number, body: Uint8Array, start: number, end: number): void {
  switch (type) {
    case extension.serverName:
      hello.serverName = serverName(body, start, end);
      break;
    case extension.supportedGroups:
      hello.groups = numberList(body, start + 2, listEnd16(body, start, end));
      break;
    case extension.pointFormats:
      hello.pointFormats = [...body.subarray(start + 1, listEnd8(body, start, end))];
      break;
    case extension.signatureAlgorithms:
      hello.signatureAlgorithms = numberList(body, start + 2, listEnd16(body, start, end));
      break;
    case extension.alpn:
      hello.alpn = alpnNames(body, start + 2, listEnd16(body, start, end));
      break;
    case extension.supportedVersions:
      hello.supportedVersions = numberList(body, start + 1, listEnd8(body, start, end));
      break;
  }
}

/** End of a list with a 16-bit length at `start`, within the extension. */
function listEnd16(body: Uint8Array, start: number, end: number): number {
  return end - start < 2 ? end : Math.min(end, start + 2 + u16(body, start));
}

/** End of a list with an 8-bit length at `start`, within the extension. */
function listEnd8(body: Uint8Array, start: number, end: number): number {
  return end - start < 1 ? end : Math.min(end, start + 1 + u8(body, start));
}
