import { extension, type ClientHello, type Transport } from '../tls/client-hello.js';
import { NumberList } from '../tls/number-list.js';
import { alpnCode } from './alpn.js';
import { hash12 } from './hash.js';
import { hexText } from './text.js';
import { versionCode } from './version.js';

export interface Ja4 {
  readonly ja4: string;
  /** The lists instead of their hashes. */
  readonly ja4_r: string;
  /** JA4 without the extensions that come and go between a client's fresh and resumed handshakes. */
  readonly ja4_stable: string;
}

/** The lists in the order sent, with server_name and ALPN: hashed, and as they are. */
export interface Ja4Original {
  readonly ja4_o: string;
  readonly ja4_ro: string;
}

/** Extensions that JA4 leaves out of its hash: the a-part says whether they are there. */
const partAExtensions: readonly number[] = [extension.serverName, extension.alpn];

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

/** Filled again for each hello. */
const sorted = new NumberList();

/** JA4 and what is made of the same sorted lists (FoxIO, technical_details/JA4.md). */
export function ja4Of(hello: ClientHello, transport: Transport): Ja4 {
  const { ciphers, extensions, signatureAlgorithms } = hello;
  const a = partA(hello, transport, extensions.length);
  const b = hexText(sorted.copy(ciphers).sort());
  const bHash = hash12(b);
  const c = hexText(sorted.copy(extensions).remove(partAExtensions).sort(), signatureAlgorithms);
  const ja4 = `${a}_${bHash}_${hash12(c)}`;
  const ja4_r = `${a}_${b}_${c}`;
  const removed = sorted.length - sorted.remove(sessionExtensions).length;
  if (removed === 0) return { ja4, ja4_r, ja4_stable: ja4 };
  const stable = partA(hello, transport, extensions.length - removed);
  return { ja4, ja4_r, ja4_stable: `${stable}_${bHash}_${hash12(hexText(sorted, signatureAlgorithms))}` };
}

/** JA4_o and JA4_ro. */
export function ja4OriginalOf(hello: ClientHello, transport: Transport): Ja4Original {
  const a = partA(hello, transport, hello.extensions.length);
  const b = hexText(hello.ciphers);
  const c = hexText(hello.extensions, hello.signatureAlgorithms);
  return { ja4_o: `${a}_${hash12(b)}_${hash12(c)}`, ja4_ro: `${a}_${b}_${c}` };
}

function partA(hello: ClientHello, transport: Transport, extensions: number): string {
  const sni = hello.serverNameStart < 0 ? 'i' : 'd';
  const version = versionCode(hello, transport);
  return transport + version + sni + count(hello.ciphers.length) + count(extensions) + alpnCode(hello);
}

const count = (number: number): string => (number < 10 ? `0${number}` : String(Math.min(number, 99)));
