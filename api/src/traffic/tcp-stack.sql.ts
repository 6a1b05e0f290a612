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

/** SQL of the time to live that a packet started with: the next of the usual ones. */
const initialTtl = (ttl: string): string => `multiIf(${ttl} <= 32, 32, ${ttl} <= 64, 64, ${ttl} <= 128, 128, 255)`;

/** SQL of the operating system that a SYN looks like; `other` when it is like none that is known. */
function stackOf(ttl: string, options: string): string {
  const cases = stacks.map(([name, condition]) => `${condition(initialTtl(ttl), options)}, '${name}'`);
  return `multiIf(${cases.join(', ')}, 'other')`;
}

const ttl = 'assumeNotNull(t.ip_meta_ttl)';
const options = `ifNull(t.tcp_meta_options, '')`;

/** SQL of the time to live that the SYN of a request of `http_logs AS t` started with. */
export const startTtl = initialTtl(ttl);

/** SQL of what the SYN of a request of `http_logs AS t` looks like; it must have one. */
export const tcpStack = stackOf(ttl, options);

/** SQL of the stack that an operating system has which a User-Agent names; empty when it names none that is known. */
const stackOfSystem = (os: string): string =>
  `transform(${os}, ['windows', 'android', 'chromeos', 'linux', 'macos', 'ios'], ['windows', 'linux', 'linux', 'linux', 'apple', 'apple'], '')`;

const claimedStack = stackOfSystem(osOf('t.user_agent'));

/**
 * SQL of whether User-Agent and SYN both name an operating system. Whoever sends packets of its own making, and whoever is
 * like none that is known, contradicts nothing for certain.
 */
export const hasStack = `t.ip_meta_ttl IS NOT NULL AND ${claimedStack} != '' AND ${tcpStack} NOT IN ('scanner', 'other')`;

/** SQL of whether they name different ones. */
export const contradicts = `${hasStack} AND ${claimedStack} != ${tcpStack}`;
