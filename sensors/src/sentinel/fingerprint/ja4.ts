import { extension, type ClientHello, type Transport } from '../tls/client-hello.js';
import { alpnCode } from './alpn.js';
import { hash12, hexList } from './hash.js';
import { versionCode } from './version.js';

export interface Ja4 {
  readonly ja4: string;
  /** The lists instead of their hashes. */
  readonly ja4_r: string;
  /** The lists in the order sent, with server_name and ALPN. */
  readonly ja4_o: string;
  readonly ja4_ro: string;
  /** JA4 without the extensions that come and go between a client's fresh and resumed handshakes. */
  readonly ja4_stable: string;
}

/** Extensions that JA4 leaves out of its hash: the a-part says whether they are there. */
const isInPartA = (type: number): boolean => type === extension.serverName || type === extension.alpn;

/**
 * Present or absent by the state of the session, not by the client: pre_shared_key, early_data and session_ticket
 * of a resumption, the padding that their size makes necessary, and the cookie of a server that asked to try again.
 */
const sessionExtensions: readonly number[] = [
  extension.padding,
  extension.sessionTicket,
  extension.preSharedKey,
  extension.earlyData,
  extension.cookie,
];

/** JA4 and its variants (FoxIO, technical_details/JA4.md). */
export function ja4Of(hello: ClientHello, transport: Transport): Ja4 {
  const { extensions } = hello;
  const a = partA(hello, transport, extensions.length);
  const ciphers = hexList(sorted(hello.ciphers));
  const ciphersHash = hash12(ciphers);
  const ciphersSent = hexList(hello.ciphers);
  const hashed = extensions.filter((type) => !isInPartA(type));
  const c = withAlgorithms(hexList(sorted(hashed)), hello);
  const cSent = withAlgorithms(hexList(extensions), hello);
  const stable = extensions.filter((type) => !sessionExtensions.includes(type));
  const cStable = withAlgorithms(hexList(sorted(stable.filter((type) => !isInPartA(type)))), hello);
  return {
    ja4: `${a}_${ciphersHash}_${hash12(c)}`,
    ja4_r: `${a}_${ciphers}_${c}`,
    ja4_o: `${a}_${hash12(ciphersSent)}_${hash12(cSent)}`,
    ja4_ro: `${a}_${ciphersSent}_${cSent}`,
    ja4_stable: `${partA(hello, transport, stable.length)}_${ciphersHash}_${hash12(cStable)}`,
  };
}

function partA(hello: ClientHello, transport: Transport, extensions: number): string {
  const sni = hello.serverName === null ? 'i' : 'd';
  const version = versionCode(hello, transport);
  return transport + version + sni + count(hello.ciphers.length) + count(extensions) + alpnCode(hello.alpn);
}

const count = (number: number): string => String(Math.min(number, 99)).padStart(2, '0');

const sorted = (numbers: readonly number[]): Uint16Array => Uint16Array.from(numbers).sort();

function withAlgorithms(extensions: string, hello: ClientHello): string {
  return hello.signatureAlgorithms.length ? `${extensions}_${hexList(hello.signatureAlgorithms)}` : extensions;
}
