import { alpnProtocols, decodeJa4, Ja4SyntaxError } from '@ja4-platform/sdk';
import { messages } from '#lib/messages.ts';

const words = messages.ja4;

/** Returns the readable first part of a JA4 in words; undefined when the text is no JA4. */
export function describeJa4(ja4: string): string | undefined {
  try {
    const { transport, version, server_name, cipher_count, extension_count, alpn } = decodeJa4(ja4);
    return [
      transport === 'TLS over TCP' ? words.overTcp : transport,
      version ?? words.noVersion,
      server_name ? words.name : words.noName,
      words.ciphers(cipher_count),
      words.extensions(extension_count),
      alpn === null ? words.noAlpn : words.alpn(alpnProtocols(alpn), alpn),
    ].join(' · ');
  } catch (error) {
    if (error instanceof Ja4SyntaxError) return undefined;
    throw error;
  }
}
