import { alpnWords } from './alpn.js';
import { cipherSuiteName, extensionName, signatureAlgorithmName } from './names.js';

/** A value of a raw list with its name, null when no registry names it. */
export interface NamedValue {
  code: string;
  name: string | null;
}

/** What a JA4 says. The lists are null in the hashed forms, the hashes in the raw ones. */
export interface DecodedJa4 {
  /** JA4 and JA4_o look alike: both are `ja4`. So are JA4_r and JA4_ro where the client sends sorted lists: `ja4_r`. */
  form: 'ja4' | 'ja4_r' | 'ja4_ro';
  transport: string;
  /** Newest version offered, null when it is none that JA4 knows. */
  version: string | null;
  server_name: boolean;
  /** 99 stands for 99 or more. */
  cipher_count: number;
  /** 99 stands for 99 or more. */
  extension_count: number;
  /** Two characters, null without a protocol. */
  alpn: string | null;
  alpn_words: string;
  cipher_hash: string | null;
  extension_hash: string | null;
  ciphers: NamedValue[] | null;
  extensions: NamedValue[] | null;
  signature_algorithms: NamedValue[] | null;
}

/** The text is no JA4; `message` says what is wrong with it. */
export class Ja4SyntaxError extends Error {
  override readonly name = 'Ja4SyntaxError';
}

const transports = new Map([
  ['t', 'TLS over TCP'],
  ['q', 'QUIC'],
  ['d', 'DTLS'],
]);

const versions = new Map<string, string | null>([
  ['13', 'TLS 1.3'],
  ['12', 'TLS 1.2'],
  ['11', 'TLS 1.1'],
  ['10', 'TLS 1.0'],
  ['s3', 'SSL 3.0'],
  ['s2', 'SSL 2.0'],
  ['d1', 'DTLS 1.0'],
  ['d2', 'DTLS 1.2'],
  ['d3', 'DTLS 1.3'],
  ['00', null],
]);

const most = 99;

/**
 * Puts a JA4, JA4_r, JA4_o or JA4_ro (FoxIO, technical_details/JA4.md) into words. Needs nothing but the text: the same in a
 * browser and on a server.
 *
 * @throws Ja4SyntaxError when it is none of them, or its counts contradict its lists.
 */
export function decodeJa4(text: string): DecodedJa4 {
  const [a = '', b, c, algorithms, ...more] = text.split('_');
  const partA = decodePartA(a);
  if (b === undefined || c === undefined) throw new Ja4SyntaxError('has fewer than three parts joined by _');
  if (more.length) throw new Ja4SyntaxError('has more than four parts joined by _');
  const none = { ciphers: null, extensions: null, signature_algorithms: null };
  if (isHash(b) && isHash(c) && algorithms === undefined) {
    return { form: 'ja4', ...partA, cipher_hash: b, extension_hash: c, ...none };
  }
  const lists = {
    ciphers: codes('cipher suites', b),
    extensions: codes('extensions', c),
    algorithms: codes('signature algorithms', algorithms ?? ''),
  };
  const form = isAsSent(lists) ? 'ja4_ro' : 'ja4_r';
  // JA4_r leaves out server_name and ALPN, which part a has told.
  const leftOut = form === 'ja4_r' ? 2 : 0;
  checkCount('cipher suites', partA.cipher_count, lists.ciphers.length, 0);
  checkCount('extensions', partA.extension_count, lists.extensions.length, leftOut);
  return {
    form,
    ...partA,
    cipher_hash: null,
    extension_hash: null,
    ciphers: lists.ciphers.map((code) => ({ code, name: cipherSuiteName(code) })),
    extensions: lists.extensions.map((code) => ({ code, name: extensionName(code) })),
    signature_algorithms: lists.algorithms.map((code) => ({ code, name: signatureAlgorithmName(code) })),
  };
}

function decodePartA(a: string) {
  if (a.length !== 10) throw new Ja4SyntaxError(`begins with ${a.length} characters before the first _, not 10`);
  const transport = transports.get(a.slice(0, 1));
  if (transport === undefined) throw new Ja4SyntaxError(`begins with "${a.slice(0, 1)}", not with t, q or d`);
  const version = versions.get(a.slice(1, 3));
  if (version === undefined) throw new Ja4SyntaxError(`has "${a.slice(1, 3)}" for the version of TLS`);
  const name = a.slice(3, 4);
  if (name !== 'd' && name !== 'i')
    throw new Ja4SyntaxError(`has "${name}" where d or i says whether there is a server name`);
  if (!/^\d{4}$/.test(a.slice(4, 8)))
    throw new Ja4SyntaxError(`has "${a.slice(4, 8)}" for the two counts of two digits`);
  const alpn = a.slice(8);
  if (!/^[0-9A-Za-z]{2}$/.test(alpn))
    throw new Ja4SyntaxError(`has "${alpn}" for the protocol, not two letters or digits`);
  return {
    transport,
    version,
    server_name: name === 'd',
    cipher_count: Number(a.slice(4, 6)),
    extension_count: Number(a.slice(6, 8)),
    alpn: alpn === '00' ? null : alpn,
    alpn_words: alpnWords(alpn),
  };
}

const isHash = (part: string): boolean => /^[0-9a-f]{12}$/.test(part);

function codes(what: string, list: string): string[] {
  if (list === '') return [];
  const found = list.split(',');
  const wrong = found.find((code) => !/^[0-9a-f]{4}$/.test(code));
  if (wrong === undefined) return found;
  throw new Ja4SyntaxError(`has "${wrong}" among the ${what}: neither four digits of a list nor a hash of twelve`);
}

/** Whether the lists are in the order sent, which names server_name and ALPN, too. */
function isAsSent({ ciphers, extensions }: { ciphers: string[]; extensions: string[] }): boolean {
  const isSorted = (list: string[]): boolean =>
    list.every((code, index) => index === 0 || code >= (list[index - 1] ?? ''));
  return !isSorted(ciphers) || !isSorted(extensions) || extensions.includes('0000') || extensions.includes('0010');
}

function checkCount(what: string, count: number, listed: number, leftOut: number): void {
  const fits = count === most ? listed >= most - leftOut : listed <= count && listed >= count - leftOut;
  if (!fits) throw new Ja4SyntaxError(`counts ${count} ${what} and lists ${listed}`);
}
