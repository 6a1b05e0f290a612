import { u16, u8 } from '../bytes.js';

const handshake = 22;
const clientHello = 1;
const headerBytes = 13;

/** True for versions as DTLS records carry them: 1.0 to 1.3, and the 01 00 of OpenSSL before there was a standard. */
const isVersion = (version: number): boolean => version >> 8 === 0xfe || version === 0x0100;

/** A handshake record (RFC 6347 section 4.1) of epoch 0, which is not encrypted. */
const isPlainHandshake = (bytes: Uint8Array, at: number): boolean =>
  u8(bytes, at) === handshake && isVersion(u16(bytes, at + 1)) && u16(bytes, at + 3) === 0;

/**
 * Offset of the first record with a part of a ClientHello in a datagram, -1 when it has none. What is no DTLS at all is
 * told by three bytes.
 */
export function findClientRecord(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (end - at > headerBytes && isVersion(u16(bytes, at + 1))) {
    if (isPlainHandshake(bytes, at) && u8(bytes, at + headerBytes) === clientHello) return at;
    at += headerBytes + u16(bytes, at + 11);
  }
  return -1;
}

/** Calls `visit` with the payload of each plain handshake record of a datagram, up to the first that is not whole. */
export function handshakeRecords(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: (start: number, end: number) => void,
): void {
  let at = start;
  while (end - at > headerBytes) {
    const recordEnd = at + headerBytes + u16(bytes, at + 11);
    if (recordEnd > end) return;
    if (isPlainHandshake(bytes, at)) visit(at + headerBytes, recordEnd);
    at = recordEnd;
  }
}
