import { decodeJa4, Ja4SyntaxError } from '@ja4-platform/sdk';

/** Returns the readable first part of a JA4 in words; undefined when the text is no JA4. */
export function describeJa4(ja4: string): string | undefined {
  try {
    const { transport, version, server_name, cipher_count, extension_count, alpn_words } = decodeJa4(ja4);
    return [
      transport,
      version ?? 'unknown version',
      server_name ? 'asks for a name' : 'asks for no name',
      `${cipher_count} ciphers`,
      `${extension_count} extensions`,
      alpn_words,
    ].join(' · ');
  } catch (error) {
    if (error instanceof Ja4SyntaxError) return undefined;
    throw error;
  }
}
