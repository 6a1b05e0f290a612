import { u16, u32 } from '../bytes.js';
import { etherTypePayload } from '../link/link.js';
import { ethernetPayload } from '../link/ethernet.js';
import { pppPayload } from '../link/ppp.js';
import type { Packet } from '../packet.js';

const checksumFlag = 0x8000;
const routingFlag = 0x4000;
const keyFlag = 0x2000;
const sequenceFlag = 0x1000;
const acknowledgmentFlag = 0x0080;

const erspan2 = 0x88be;
const erspan3 = 0x22eb;
const ppp = 0x880b;
const ethernet = 0x6558;

/** GRE (RFC 2784, with the key and sequence number of RFC 2890), PPTP's version 1 of it (RFC 2637) and ERSPAN. */
export function grePayload(packet: Packet): boolean {
  if (packet.end - packet.offset < 4) return false;
  const flags = u16(packet.bytes, packet.offset);
  const type = u16(packet.bytes, packet.offset + 2);
  const version = flags & 7;
  // Source routing ended with RFC 1701; its list has no length of its own.
  if (version > 1 || flags & routingFlag) return false;
  packet.offset += 4;
  if (flags & checksumFlag) packet.offset += 4;
  if (flags & keyFlag) packet.offset += 4;
  if (flags & sequenceFlag) packet.offset += 4;
  if (version === 1 && flags & acknowledgmentFlag) packet.offset += 4;
  if (type === ppp) return pppPayload(packet);
  if (type === ethernet) return ethernetPayload(packet);
  if (type === erspan2) return erspanPayload(packet, flags & sequenceFlag ? 8 : 0);
  if (type === erspan3) return erspanPayload(packet, erspan3Bytes(packet));
  return etherTypePayload(packet, type);
}

/** draft-foschiano-erspan: type I has no header, type II one of 8 bytes. */
function erspanPayload(packet: Packet, headerBytes: number): boolean {
  packet.offset += headerBytes;
  return ethernetPayload(packet);
}

/** Type III: 12 bytes, and 8 more where its last bit says so. */
function erspan3Bytes({ bytes, offset, end }: Packet): number {
  return end - offset >= 12 && u32(bytes, offset + 8) & 1 ? 20 : 12;
}
