import { u16, u8 } from '../bytes.js';
import type { Packet } from '../packet.js';

const ipv6HeaderBytes = 40;
const authentication = 0x0001;
const origin = 0x0000;

/** IPv6, or one of the indications that may stand before it. */
export function isTeredo(bytes: Uint8Array, at: number, end: number): boolean {
  return end - at >= ipv6HeaderBytes && (u8(bytes, at) >> 4 === 6 || u16(bytes, at) <= authentication);
}

/** Teredo (RFC 4380 section 5.1.1): authentication and origin indications, then an IPv6 packet. */
export function teredoPayload(packet: Packet): boolean {
  const { bytes } = packet;
  if (u16(bytes, packet.offset) === authentication) {
    packet.offset += 13 + u8(bytes, packet.offset + 2) + u8(bytes, packet.offset + 3);
  }
  if (packet.end - packet.offset >= 8 && u16(bytes, packet.offset) === origin) packet.offset += 8;
  return packet.offset < packet.end && u8(bytes, packet.offset) >> 4 === 6;
}
