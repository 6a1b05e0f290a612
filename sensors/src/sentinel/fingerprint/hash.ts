import { hash } from 'node:crypto';

const emptyHash = '000000000000';

/** First 12 hex digits of the SHA-256 of a list as JA4 writes it; twelve zeros for an empty one. */
export const hash12 = (text: string): string => (text ? hash('sha256', text).slice(0, 12) : emptyHash);

const hexBytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Numbers as four hex digits each, joined by commas. */
export function hexList(numbers: Iterable<number>): string {
  let text = '';
  for (const number of numbers) {
    if (text) text += ',';
    text += (hexBytes[number >> 8] as string) + (hexBytes[number & 0xff] as string);
  }
  return text;
}
