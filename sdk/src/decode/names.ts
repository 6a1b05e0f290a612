import { cipherSuites } from './cipher-suites.js';
import { extensionTypes, unregisteredExtensionTypes } from './extensions.js';
import { hashAlgorithms, signatureAlgorithms, signatureSchemes } from './signature-algorithms.js';

type Names = ReadonlyMap<string, string>;

/** A registry's lines as a map, made when it is first asked for. */
function lazyNames(lines: string): () => Names {
  let names: Names | undefined;
  return () =>
    (names ??= new Map(
      lines
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, 4), line.slice(5)]),
    ));
}

const suites = lazyNames(cipherSuites);
const extensions = lazyNames(extensionTypes);
const unregistered = lazyNames(unregisteredExtensionTypes);
const schemes = lazyNames(signatureSchemes);

/** Values reserved so that nobody gets used to a fixed set (RFC 8701); JA4 leaves them out. */
const isGrease = (code: string): boolean => /^(.a)\1$/.test(code);

/** Name of a cipher suite from its four hexadecimal digits; null when the registry has none. */
export function cipherSuiteName(code: string): string | null {
  if (isGrease(code)) return 'GREASE';
  const name = suites().get(code);
  return name === undefined ? null : `TLS_${name}`;
}

/** Name of an extension, also of some that browsers use without registration; null when there is none. */
export function extensionName(code: string): string | null {
  if (isGrease(code)) return 'GREASE';
  return extensions().get(code) ?? unregistered().get(code) ?? null;
}

/** Name of a signature algorithm: a scheme of TLS 1.3, or the hash and the algorithm of TLS 1.2; null when there is none. */
export function signatureAlgorithmName(code: string): string | null {
  if (isGrease(code)) return 'GREASE';
  const hash = hashAlgorithms[parseInt(code.slice(0, 2), 16)];
  const algorithm = signatureAlgorithms[parseInt(code.slice(2), 16)];
  return schemes().get(code) ?? (hash && algorithm ? `${algorithm}_${hash}` : null);
}
