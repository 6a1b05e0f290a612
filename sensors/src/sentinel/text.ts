import { u8 } from './bytes.js';

/** A server name as text. It should be ASCII; other bytes are written as `\xff`, so that the text is always valid UTF-8. */
export function serverNameText(name: Uint8Array): string {
  let text = '';
  for (let at = 0; at < name.length; at += 1) {
    const byte = u8(name, at);
    text += byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`;
  }
  return text;
}

/** The name of a protocol as text, in hexadecimal when it is not ASCII (JA4 does the same): GREASE and private names. */
export function protocolText(name: Uint8Array): string {
  const bytes = Buffer.from(name.buffer, name.byteOffset, name.byteLength);
  return bytes.toString(name.every((byte) => byte < 0x80) ? 'latin1' : 'hex');
}
