/**
 * What is known of programs by what they send, as data: the API makes SQL of it, workers ask it directly. Patterns are regular
 * expressions that RE2 and JavaScript understand alike; letters match in either case.
 */

/** Makers of ClientHellos that are told apart. */
export type TlsFamily = 'chromium' | 'firefox' | 'safari' | 'openssl' | 'gnutls' | 'go' | 'node' | 'java' | 'nmap';
export type BrowserFamily = 'chromium' | 'firefox' | 'safari';
export type OperatingSystem = 'windows' | 'linux' | 'apple';

/**
 * TLS family by the second part of a JA4, the hash of the sorted cipher list: it holds over versions, where the first
 * and last part change with extensions that come and go (padding, ECH, resumption). Only families that no client of
 * another family was seen with are here.
 *
 * Measured on real clients (curl, wget, OpenSSL 3.0 and 3.5, GnuTLS, Python, PHP, Perl, Ruby, Node, Go, Java, nmap,
 * sqlmap, Chromium 150 and 156, Firefox 140 and 153); Safari and the older browsers from public signatures of Chrome 98 to 150,
 * Edge 98 to 120, Firefox 133 to 144 and Safari 15 to 26.
 */
export const tlsFamilies: ReadonlyMap<string, TlsFamily> = new Map([
  ['8daaf6152771', 'chromium'],
  ['5b57614c22b0', 'firefox'],
  ['86a278354501', 'firefox'],
  ['a09f3c656075', 'safari'],
  ['2802a3db6c62', 'safari'],
  ['1d37bd780c83', 'openssl'],
  ['e8f1e7e78f70', 'openssl'],
  ['c7886603b240', 'openssl'],
  ['85036bcba153', 'openssl'],
  ['ab0a1bf427ad', 'openssl'],
  ['13e0e9e1c501', 'openssl'],
  ['c66346c74e42', 'openssl'],
  ['bd790527ddab', 'openssl'],
  ['a2460661a67a', 'openssl'],
  ['d943125447b4', 'openssl'],
  ['723694b0fccc', 'gnutls'],
  ['9dc949149365', 'go'],
  ['1d947a95fc68', 'java'],
  ['b262b3658495', 'node'],
  ['a33745022dd6', 'node'],
  ['8f28d1f76561', 'nmap'],
  ['eca7c5d91837', 'nmap'],
  ['7f27215065b1', 'nmap'],
]);

/** The TLS family of a JA4; undefined when it is empty or not known. */
export function tlsFamily(ja4: string): TlsFamily | undefined {
  return tlsFamilies.get(ja4.split('_')[1] ?? '');
}

/** A crawler that says so claims no browser, though it names one. */
const declaredBot = String.raw`bot\b|bot/|crawl|spider|\+https?:`;

/**
 * The browser that a User-Agent claims to be, by the first pattern that matches; null when it claims none whose TLS is known.
 * Every browser of iOS is Safari underneath, whatever its name. Edge before 79 was no Chromium. WebKit on Linux (GNOME
 * Web) also says Safari but speaks GnuTLS, so it is left out.
 */
export const browserClaims: readonly (readonly [pattern: string, family: BrowserFamily | null])[] = [
  [declaredBot, null],
  [String.raw`^Mozilla/5\.0 \(.*(?:\b(?:iPhone|iPad|iPod)\b|(?:CriOS|FxiOS|EdgiOS)/)`, 'safari'],
  [String.raw`\bEdge/`, null],
  [String.raw`^Mozilla/5\.0 \(.*Chrome/[0-9]`, 'chromium'],
  [String.raw`^Mozilla/5\.0 \(.*Firefox/[0-9]`, 'firefox'],
  [String.raw`^Mozilla/5\.0 \(.*Macintosh.*Version/[0-9]+.*Safari/`, 'safari'],
];

/** Where the major version of a browser stands in its User-Agent; every browser of iOS is as old as its iOS. */
const versions: Record<BrowserFamily, RegExp> = {
  chromium: /Chrome\/(\d+)/,
  firefox: /Firefox\/(\d+)/,
  safari: /(?:OS |Version\/)(\d+)[_.]/,
};

/** A browser that a User-Agent claims to be: the engine whose TLS it would speak, and its major version. */
export interface ClaimedBrowser {
  readonly family: BrowserFamily;
  readonly version: number;
}

const browserPatterns = browserClaims.map(([pattern, family]) => [new RegExp(pattern, 'i'), family] as const);

/** The browser a User-Agent claims to be, or undefined when it claims none that is known. */
export function claimedBrowser(userAgent: string): ClaimedBrowser | undefined {
  const family = browserPatterns.find(([pattern]) => pattern.test(userAgent))?.[1];
  return family ? { family, version: Number(versions[family].exec(userAgent)?.[1] ?? 0) } : undefined;
}

/**
 * Whether a handshake of one family can come from a browser of another. Tor Browser calls itself Firefox and has been seen
 * with Chromium's cipher list, so that pair proves nothing.
 */
export const canSpeakAs = (tls: TlsFamily, claimed: BrowserFamily): boolean =>
  tls === claimed || (tls === 'chromium' && claimed === 'firefox');

/**
 * Orders of headers that a browser never sends, as a pattern of the names in lower case between commas. Chromium's network
 * layer adds Accept-Encoding after all that the page and the renderer set; Firefox keeps User-Agent, Accept, Accept-Language,
 * Accept-Encoding in this order. Neither can be changed by a page. Seen on Chromium 98 to 156 and Firefox 133 to 153. Safari's
 * order changed with nearly every version and is not judged.
 */
export const foreignHeaderOrders: Readonly<Partial<Record<BrowserFamily, string>>> = {
  chromium: ',accept-encoding,(?:.*,)?(?:user-agent|accept|sec-fetch-mode),',
  firefox:
    ',accept-encoding,(?:.*,)?(?:user-agent|accept|accept-language),|,accept-language,(?:.*,)?(?:user-agent|accept),|,accept,(?:.*,)?user-agent,',
};

/** Orders that say nothing: no Accept-Encoding, or parts of media, for which the renderer itself sets Accept-Encoding. */
export const judgedHeaderOrder = { needs: ',accept-encoding,', without: ',range,' } as const;

/** The operating system that a User-Agent names, by the first pattern that matches. */
export const systemClaims: readonly (readonly [pattern: string, system: OperatingSystem | null])[] = [
  [declaredBot, null],
  [String.raw`^Mozilla/5\.0 \(Windows NT `, 'windows'],
  [String.raw`^Mozilla/5\.0 \((?:Linux|X11; (?:.*; )?Linux|X11; CrOS|Android)`, 'linux'],
  [String.raw`^Mozilla/5\.0 \((?:Macintosh|iPhone|iPad|iPod)`, 'apple'],
];

/** The operating system behind a SYN: its first TTL, which the way only lowers, and how its TCP options begin. */
export const tcpStacks: readonly {
  readonly system: OperatingSystem;
  readonly ttl: readonly [above: number, upTo: number];
  readonly options: string;
}[] = [
  { system: 'linux', ttl: [0, 64], options: '2-4-8-1-3' },
  { system: 'apple', ttl: [0, 64], options: '2-1-3-1-1-8-4' },
  { system: 'windows', ttl: [64, 128], options: '2-1-3-1-1-4' },
];

/** Browsers by the order of the pseudo-headers in which they open an HTTP/2 stream, and by their SETTINGS_INITIAL_WINDOW_SIZE. */
const h2Orders: ReadonlyMap<string, BrowserFamily> = new Map([
  ['m,a,s,p', 'chromium'],
  ['m,p,a,s', 'firefox'],
  ['m,s,p,a', 'safari'],
  ['m,s,a,p', 'safari'],
]);
const h2Windows: ReadonlyMap<string, BrowserFamily> = new Map([
  ['6291456', 'chromium'],
  ['131072', 'firefox'],
  ['2097152', 'safari'],
  ['4194304', 'safari'],
]);

/**
 * The browser that opens HTTP/2 like this (`settings|window update|priority|order of pseudo-headers`), `other` when none does;
 * undefined when too little is known. Seen on Chromium 118 to 156, Firefox 133 to 153 and Safari 15 to 26.
 */
export function h2Family(fingerprint: string): BrowserFamily | 'other' | undefined {
  const [settings = '', , , order = ''] = fingerprint.split('|');
  if (order === '') return undefined;
  const byOrder = h2Orders.get(order);
  const byWindow = h2Windows.get(/(?:^|;)4:(\d+)/.exec(settings)?.[1] ?? '');
  return byOrder === undefined || (byWindow !== undefined && byWindow !== byOrder) ? 'other' : byOrder;
}
