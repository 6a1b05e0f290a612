import type { ClientHello, Transport } from '../tls/client-hello.js';

const codes = new Map<number, string>([
  [0x0304, '13'],
  [0x0303, '12'],
  [0x0302, '11'],
  [0x0301, '10'],
  [0x0300, 's3'],
  [0x0002, 's2'],
  [0xfeff, 'd1'],
  [0xfefd, 'd2'],
  [0xfefc, 'd3'],
]);

const names = new Map<string, string>([
  ['13', '1.3'],
  ['12', '1.2'],
  ['11', '1.1'],
  ['10', '1.0'],
  ['s3', 'SSL 3.0'],
  ['s2', 'SSL 2.0'],
  ['d1', 'DTLS 1.0'],
  ['d2', 'DTLS 1.2'],
  ['d3', 'DTLS 1.3'],
]);

/**
 * The highest version that the client offers, as JA4 writes it: from supported_versions where the extension names
 * any, else from the hello itself; '00' when it is none that JA4 knows.
 */
export function versionCode(hello: ClientHello, transport: Transport): string {
  return codes.get(offeredVersion(hello, transport)) ?? '00';
}

function offeredVersion({ supportedVersions: offered, legacyVersion }: ClientHello, transport: Transport): number {
  let highest = 0;
  let newestDtls = Infinity;
  for (let index = 0; index < offered.length; index += 1) {
    const version = offered.at(index);
    if (version > highest) highest = version;
    if (version >> 8 === 0xfe && version < newestDtls) newestDtls = version;
  }
  if (offered.length === 0) return legacyVersion;
  // DTLS versions count downwards: 1.3 is 0xfefc, 1.0 is 0xfeff.
  return transport === 'd' && newestDtls < Infinity ? newestDtls : highest;
}

/** The version as people write it ("1.3"), null when it is unknown. */
export const versionName = (code: string): string | null => names.get(code) ?? null;
