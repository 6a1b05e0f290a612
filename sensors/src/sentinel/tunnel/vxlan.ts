import { u8 } from '../bytes.js';
import { ethernetPayload } from '../link/ethernet.js';
import type { Packet } from '../packet.js';

const headerBytes = 8;
/** The network identifier is valid; every VXLAN packet has it. */
const validFlag = 0x08;

export function isVxlan(bytes: Uint8Array, at: number, end: number): boolean {
  return end - at > headerBytes && (u8(bytes, at) & validFlag) !== 0;
}

/** VXLAN (RFC 7348): an Ethernet frame behind eight bytes. */
export function vxlanPayload(packet: Packet): boolean {
  packet.offset += headerBytes;
  return ethernetPayload(packet);
}

/**
 * VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe): the fourth byte says what follows, 1 and 2 are IPv4 and IPv6, 3 is Ethernet; 0 is
 * plain VXLAN. The flag that announces this byte is not set by everyone who sends it.
 */
export function vxlanGpePayload(packet: Packet): boolean {
  const next = u8(packet.bytes, packet.offset + 3);
  if (next === 0 || next === 3) return vxlanPayload(packet);
  packet.offset += headerBytes;
  return next === 1 || next === 2;
}
