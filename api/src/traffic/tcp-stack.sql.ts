import { osOf } from './user-agent.sql.js';

/**
 * Which operating systems send a SYN like this: by the time to live it started with and the order of its TCP options.
 * Linux puts SACK and timestamps before the window scale, Windows sends no timestamps, Apple's systems and BSD send theirs in
 * orders of their own. Tools that write their own packets send no options, or the MSS alone.
 */
const stacks: readonly [name: string, condition: (ttl: string, options: string) => string][] = [
  ['scanner', (_, options) => `${options} IN ('', '2')`],
  ['windows', (ttl, options) => `${ttl} = 128 AND NOT hasToken(replaceAll(${options}, '-', ' '), '8')`],
  ['linux', (ttl, options) => `${ttl} = 64 AND startsWith(${options}, '2-4-8-1-3')`],
  ['apple', (ttl, options) => `${ttl} = 64 AND startsWith(${options}, '2-1-3-1-1-8-4')`],
  [
    'bsd',
    (ttl, options) => `${ttl} = 64 AND (startsWith(${options}, '2-1-3-4-8') OR startsWith(${options}, '2-1-1-4-1-3'))`,
  ],
];

/** SQL of what a SYN says of its sender. */
interface SynSql {
  /** The operating system that it looks like; `other` when it is like none that is known. */
  readonly stack: string;
  /**
   * Whether User-Agent and SYN both name an operating system. Whoever sends packets of its own making, and whoever is
   * like none that is known, contradicts nothing for certain.
   */
  readonly hasStack: string;
  /** Whether they name different ones. */
  readonly contradicts: string;
  /** What the User-Agent and what the SYN names of what may contradict each other; empty when that is nothing. */
  readonly named: { readonly byUserAgent: string; readonly bySyn: string };
}

/**
 * @param isSeen whether there is a SYN
 * @param ttl the time to live that it started with
 * @param options kinds of its options, joined by `-`
 */
function synSql(isSeen: string, ttl: string, options: string): SynSql {
  const cases = stacks.map(([name, condition]) => `${condition(ttl, options)}, '${name}'`);
  const stack = `multiIf(${cases.join(', ')}, 'other')`;
  const claimed = stackOfSystem(osOf('t.user_agent'));
  const isSystem = `${stack} NOT IN ('scanner', 'other')`;
  const hasStack = `${isSeen} AND ${claimed} != '' AND ${isSystem}`;
  const bySyn = `transform(if(${isSeen}, ${stack}, ''), ['scanner', 'other'], ['', ''])`;
  return {
    stack,
    hasStack,
    contradicts: `${isSeen} AND (${claimed} AS claimed_stack) != '' AND (${stack} AS sent_stack) NOT IN ('scanner', 'other')
      AND claimed_stack != sent_stack`,
    named: { byUserAgent: claimed, bySyn },
  };
}

/** SQL of the stack that an operating system has which a User-Agent names; empty when it names none that is known. */
const stackOfSystem = (os: string): string =>
  `transform(${os}, ['windows', 'android', 'chromeos', 'linux', 'macos', 'ios'], ['windows', 'linux', 'linux', 'linux', 'apple', 'apple'], '')`;

const ttl = 'assumeNotNull(t.ip_meta_ttl)';

/** Of a request of `http_logs AS t`. */
export const synOfRequest = synSql(
  't.ip_meta_ttl IS NOT NULL',
  `multiIf(${ttl} <= 32, 32, ${ttl} <= 64, 64, ${ttl} <= 128, 128, 255)`,
  `ifNull(t.tcp_meta_options, '')`,
);

/** SQL of a part of `t.tcp_fingerprint`: 1 initial TTL, 2 window, 3 MSS, 4 window scale, 5 options. */
export const synPart = (part: 1 | 2 | 3 | 4 | 5): string => `splitByChar(':', toString(t.tcp_fingerprint))[${part}]`;

/**
 * SQL of whether `t.tcp_fingerprint` is that of a SYN. Of QUIC and DTLS it has the time to live of the first datagram, and nothing of
 * what TCP has. The text is looked at as a whole since that is done once for each that there is, not for each row.
 */
export const isSyn = `t.tcp_fingerprint != '' AND NOT endsWith(t.tcp_fingerprint, '::::')`;

/** Of a row of an aggregate `t` with its `tcp_fingerprint` and `user_agent`. */
export const synOfFingerprint = synSql(isSyn, `toUInt8OrZero(${synPart(1)})`, synPart(5));
