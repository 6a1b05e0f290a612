import { parseArgs } from 'node:util';
import { decodeJa4, Ja4SyntaxError, type DecodedJa4, type NamedValue } from '@ja4-platform/sdk';
import { printable } from './terminal.js';
import { UsageError } from './usage.js';

/**
 * Prints what each JA4 means: words, or with --json one object a line.
 *
 * @returns the exit code: 2 when one of them is no JA4, else 0.
 */
export async function decodeCommand(args: string[]): Promise<number> {
  const { positionals: texts, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  if (texts.length === 0) throw new UsageError('names no JA4');
  let exitCode = 0;
  for (const text of texts) {
    try {
      const decoded = decodeJa4(text);
      process.stdout.write(values.json ? `${JSON.stringify({ input: text, ...decoded })}\n` : inWords(text, decoded));
    } catch (error) {
      if (!(error instanceof Ja4SyntaxError)) throw error;
      process.stderr.write(`${printable(text)}: is no JA4: ${printable(error.message)}\n`);
      exitCode = 2;
    }
  }
  return exitCode;
}

const hashOf = (what: string, hash: string): string =>
  /^0+$/.test(hash) ? `${hash}  no ${what}` : `${hash}  SHA-256 of the ${what}, its first 12 digits`;

const listOf = (title: string, values: readonly NamedValue[]): string[] => [
  `${title}:${values.length ? '' : ' none'}`,
  ...values.map(({ code, name }) => `    ${code}  ${name ?? 'not in the registry'}`),
];

const countOf = (count: number, what: string): string => `${count}${count === 99 ? ' or more' : ''} ${what}`;

function inWords(text: string, decoded: DecodedJa4): string {
  const { ciphers, extensions, signature_algorithms: algorithms, cipher_hash, extension_hash } = decoded;
  const lines = [
    decoded.transport,
    `newest version offered: ${decoded.version ?? 'none that JA4 knows'}`,
    decoded.server_name ? 'asks for a server by name (SNI)' : 'asks for no server by name (no SNI)',
    `${countOf(decoded.cipher_count, 'cipher suites')}, ${countOf(decoded.extension_count, 'extensions')}`,
    decoded.alpn_words,
    ...(cipher_hash === null ? [] : [hashOf('cipher suites', cipher_hash)]),
    ...(extension_hash === null ? [] : [hashOf('extensions and signature algorithms', extension_hash)]),
    ...(ciphers ? listOf('cipher suites', ciphers) : []),
    ...(extensions ? listOf('extensions', extensions) : []),
    ...(algorithms ? listOf('signature algorithms, most wanted first', algorithms) : []),
  ];
  return `${text}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
