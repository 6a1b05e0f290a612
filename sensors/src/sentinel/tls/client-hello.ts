import { u16, u8 } from '../bytes.js';
import { isGrease } from '../fingerprint/grease.js';
import { alpnNames, readBytes, readNumbers, serverName } from './extensions.js';
import { NumberList } from './number-list.js';

/** How the hello travelled: TLS over TCP, QUIC or DTLS. */
export type Transport = 't' | 'q' | 'd';

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

/** What fingerprints are made of. Lists are in the order sent, without GREASE (RFC 8701); those not sent are empty. */
export class ClientHello {
  legacyVersion = 0;
  readonly ciphers = new NumberList();
  /** Extension types. */
  readonly extensions = new NumberList();
  readonly supportedVersions = new NumberList();
  readonly signatureAlgorithms = new NumberList();
  readonly groups = new NumberList();
  readonly pointFormats = new NumberList();
  body: Uint8Array = new Uint8Array(0);
  /** Contents of server_name and the list of names in ALPN, from -1 when the extension was not sent. */
  serverNameStart = -1;
  serverNameEnd = 0;
  alpnStart = -1;
  alpnEnd = 0;

  /** Empty when the extension holds no host name, null when it was not sent. */
  get serverName(): string | null {
    return this.serverNameStart < 0 ? null : serverName(this.body, this.serverNameStart, this.serverNameEnd);
  }

  /** Protocol names as bytes; null when the extension was not sent. */
  get alpn(): Uint8Array[] | null {
    return this.alpnStart < 0 ? null : alpnNames(this.body, this.alpnStart, this.alpnEnd);
  }

  /** Makes room for the hello in `body`. */
  reset(body: Uint8Array): void {
    this.body = body;
    this.legacyVersion = u16(body, 0);
    this.serverNameStart = -1;
    this.alpnStart = -1;
    this.extensions.length = 0;
    this.supportedVersions.length = 0;
    this.signatureAlgorithms.length = 0;
    this.groups.length = 0;
    this.pointFormats.length = 0;
  }
}

/** One object serves all hellos, so that a hello costs no allocation. */
const current = new ClientHello();

/**
 * Parses the body of a ClientHello (RFC 8446 section 4.1.2), the handshake message without its header. Null when
 * its lengths contradict each other: a server refuses such a hello. What stands inside an extension may be wrong.
 * What is returned is valid until the next call, and no longer than the bytes of `body` are.
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
  current.reset(body);
  readNumbers(current.ciphers, body, at + 2, ciphersEnd);
  at = ciphersEnd + 1 + u8(body, ciphersEnd);
  // Up to TLS 1.2 a hello may end here.
  if (at === end) return current;
  if (at + 2 > end || at + 2 + u16(body, at) !== end) return null;
  return readExtensions(current, body, at + 2) ? current : null;
}

/** Types whose content is read are smaller than 64; says which of these have been seen in this hello. */
const seen = new Uint8Array(64);

function readExtensions(hello: ClientHello, body: Uint8Array, start: number): boolean {
  let at = start;
  seen.fill(0);
  // One to three bytes behind the last extension cannot be another one; clients that send them are fingerprinted.
  while (body.length - at >= 4) {
    const type = u16(body, at);
    const end = at + 4 + u16(body, at + 2);
    if (end > body.length) return false;
    if (!isGrease(type)) hello.extensions.push(type);
    // Where a type is sent twice, against the rules, the first one counts.
    if (type < seen.length && !seen[type]) {
      seen[type] = 1;
      readContent(hello, type, body, at + 4, end);
    }
    at = end;
  }
  return true;
}

function readContent(hello: ClientHello, type: number, body: Uint8Array, start: number, end: number): void {
  switch (type) {
    case extension.serverName:
      hello.serverNameStart = start;
      hello.serverNameEnd = end;
      break;
    case extension.supportedGroups:
      readNumbers(hello.groups, body, start + 2, listEnd16(body, start, end));
      break;
    case extension.pointFormats:
      readBytes(hello.pointFormats, body, start + 1, listEnd8(body, start, end));
      break;
    case extension.signatureAlgorithms:
      readNumbers(hello.signatureAlgorithms, body, start + 2, listEnd16(body, start, end));
      break;
    case extension.alpn:
      hello.alpnStart = start + 2;
      hello.alpnEnd = listEnd16(body, start, end);
      break;
    case extension.supportedVersions:
      readNumbers(hello.supportedVersions, body, start + 1, listEnd8(body, start, end));
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
