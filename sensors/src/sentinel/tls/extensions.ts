import { u16, u8 } from '../bytes.js';
import { isGrease } from '../fingerprint/grease.js';
import { serverNameText } from '../text.js';
import type { NumberList } from './number-list.js';

/** Fills the list with the 16-bit numbers between `start` and `end` without GREASE; an odd last byte is ignored. */
export function readNumbers(list: NumberList, bytes: Uint8Array, start: number, end: number): void {
  list.length = 0;
  for (let at = start; at + 2 <= end; at += 2) {
    const number = u16(bytes, at);
    if (!isGrease(number)) list.push(number);
  }
}

/** Fills the list with the bytes between `start` and `end`. */
export function readBytes(list: NumberList, bytes: Uint8Array, start: number, end: number): void {
  list.length = 0;
  for (let at = start; at < end; at += 1) list.push(u8(bytes, at));
}

const hostName = 0;

/** The first host name in a server_name extension (RFC 6066 section 3), empty when there is none. */
export function serverName(bytes: Uint8Array, start: number, end: number): string {
  let at = start + 2;
  while (end - at >= 3) {
    const nameEnd = at + 3 + u16(bytes, at + 1);
    if (nameEnd > end) return '';
    if (u8(bytes, at) === hostName) return serverNameText(bytes.subarray(at + 3, nameEnd));
    at = nameEnd;
  }
  return '';
}

/** The names in the list of an ALPN extension (RFC 7301 section 3.1), up to the first that does not fit. */
export function alpnNames(bytes: Uint8Array, start: number, end: number): Uint8Array[] {
  const names: Uint8Array[] = [];
  let at = start;
  while (at < end) {
    const nameEnd = at + 1 + u8(bytes, at);
    if (nameEnd > end) break;
    names.push(bytes.subarray(at + 1, nameEnd));
    at = nameEnd;
  }
  return names;
}
