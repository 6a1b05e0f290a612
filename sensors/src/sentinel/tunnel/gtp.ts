import { u8 } from '../bytes.js';
import type { Packet } from '../packet.js';

const headerBytes = 8;
const userData = 0xff;
const optionalFlags = 0x07;
const extensionFlag = 0x04;

/** A G-PDU of GTP version 1, which carries a user's packet. */
export function isGtpUser(bytes: Uint8Array, at: number, end: number): boolean {
  return end - at > headerBytes && (u8(bytes, at) & 0xf0) === 0x30 && u8(bytes, at + 1) === userData;
}

/** GTP-U (3GPP TS 29.281 section 5): four more bytes when any flag is set, then a chain of extension headers. */
export function gtpPayload(packet: Packet): boolean {
  const { bytes, end } = packet;
  const flags = u8(bytes, packet.offset);
  packet.offset += headerBytes;
  if ((flags & optionalFlags) === 0) return true;
  packet.offset += 4;
  if (packet.offset >= end) return false;
  let next = flags & extensionFlag ? u8(bytes, packet.offset - 1) : 0;
  while (next !== 0) {
    const length = packet.offset < end ? u8(bytes, packet.offset) * 4 : 0;
    if (length === 0 || packet.offset + length >= end) return false;
    packet.offset += length;
    next = u8(bytes, packet.offset - 1);
  }
  return true;
}
