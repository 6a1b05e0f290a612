import { u16, u8 } from '../bytes.js';
import { ethernetPayload } from '../link/ethernet.js';
import { etherTypePayload } from '../link/link.js';
import type { Packet } from '../packet.js';

const headerBytes = 8;
const ethernet = 0x6558;

/** Version 0, and nothing in the bits that must be zero. */
export function isGeneve(bytes: Uint8Array, at: number, end: number): boolean {
  return end - at > headerBytes && u8(bytes, at) >> 6 === 0 && (u8(bytes, at + 1) & 0x3f) === 0;
}

/** Geneve (RFC 8926): options are skipped; an Ethernet frame, or what the EtherType says. */
export function genevePayload(packet: Packet): boolean {
  const { bytes, offset } = packet;
  const type = u16(bytes, offset + 2);
  packet.offset += headerBytes + (u8(bytes, offset) & 0x3f) * 4;
  return type === ethernet ? ethernetPayload(packet) : etherTypePayload(packet, type);
}
