import { u16, u8 } from '../bytes.js';

export const changeCipherSpec = 20;
const alert = 21;
export const handshakeRecord = 22;
export const applicationData = 23;
export const clientHello = 1;

/** Largest record: 2^14 bytes and what encryption may add (RFC 5246 section 6.2.3). */
export const maxRecordBytes = 16_384 + 2048;

/** Longest ClientHello that its own length fields allow: every vector full (RFC 8446 section 4.1.2). */
export const maxHelloBytes = 2 + 32 + (1 + 255) + (2 + 65_535) + (1 + 255) + (2 + 65_535);

/** Shortest: no session id, no cipher, no compression method, no extensions. */
export const minHelloBytes = 2 + 32 + 1 + 2 + 1;

export type Verdict = 'yes' | 'no' | 'more';

/**
 * Says whether a ClientHello begins at `at`: a handshake record whose payload begins like one, however small the
 * records are. `strict` also asks for version 3.x in the record and in the hello, for places found by searching;
 * at the start of a stream the versions do not matter.
 */
export function helloStartsAt(bytes: Uint8Array, at: number, end: number, strict: boolean): Verdict {
  let position = at;
  let seen = 0;
  while (seen < 5) {
    if (position < end && u8(bytes, position) !== handshakeRecord) return 'no';
    if (strict && position + 1 < end && u8(bytes, position + 1) !== 3) return 'no';
    if (end - position < 5) return 'more';
    const length = u16(bytes, position + 3);
    if (length === 0 || length > maxRecordBytes) return 'no';
    position += 5;
    for (const recordEnd = position + length; position < recordEnd && seen < 5; position += 1, seen += 1) {
      if (position >= end) return 'more';
      if (!fitsHeader(seen, u8(bytes, position), strict)) return 'no';
    }
  }
  return 'yes';
}

/** Byte `index` of the handshake: type, three bytes of length (checked roughly), first byte of the version. */
function fitsHeader(index: number, byte: number, strict: boolean): boolean {
  if (index === 0) return byte === clientHello;
  if (index === 1) return byte <= maxHelloBytes >> 16;
  return index !== 4 || !strict || byte === 3;
}

/**
 * Searches for the place where a ClientHello begins, or may begin: the bytes end before that is certain.
 * `end` when there is none.
 */
export function findHelloStart(bytes: Uint8Array, start: number, end: number): { at: number; verdict: Verdict } {
  let at = start;
  for (;;) {
    const found = bytes.subarray(at, end).indexOf(handshakeRecord);
    if (found < 0) return { at: end, verdict: 'no' };
    at += found;
    const verdict = helloStartsAt(bytes, at, end, true);
    if (verdict !== 'no') return { at, verdict };
    at += 1;
  }
}

/** Says whether a TLS record of any type begins at `at`. */
export function recordStartsAt(bytes: Uint8Array, at: number, end: number): Verdict {
  const type = u8(bytes, at);
  if (type < changeCipherSpec || type > applicationData) return 'no';
  if (at + 1 < end && u8(bytes, at + 1) !== 3) return 'no';
  if (at + 2 < end && u8(bytes, at + 2) > 4) return 'no';
  return end - at < 5 ? 'more' : 'yes';
}

/** True for a record that a client may send before its hello although it says nothing. */
export const mayStandFirst = (type: number, length: number): boolean =>
  length === 0 || type === changeCipherSpec || type === alert;
