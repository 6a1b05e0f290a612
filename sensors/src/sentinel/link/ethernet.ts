import { u16, u24 } from '../bytes.js';
import type { Packet } from '../packet.js';
import { etherTypePayload } from './link.js';

/** Values below are the length of an 802.3 frame, not a type. */
const firstEtherType = 0x0600;

/** Ethernet II, and 802.3 with a SNAP header (RFC 1042). */
export function ethernetPayload(packet: Packet): boolean {
  if (packet.end - packet.offset < 14) return false;
  const type = u16(packet.bytes, packet.offset + 12);
  packet.offset += 14;
  if (type >= firstEtherType) return etherTypePayload(packet, type);
  if (packet.end - packet.offset < 8 || u24(packet.bytes, packet.offset) !== 0xaaaa03) return false;
  const snapType = u16(packet.bytes, packet.offset + 6);
  packet.offset += 8;
  return etherTypePayload(packet, snapType);
}
