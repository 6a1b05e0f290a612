import { u16 } from '../bytes.js';
import type { Packet } from '../packet.js';
import { etherTypePayload } from './link.js';

/** Linux "any" captures, LINKTYPE_LINUX_SLL: the EtherType stands at the end of 16 bytes. */
export function cookedPayload(packet: Packet): boolean {
  return skipHeader(packet, 16, 14);
}

/** LINKTYPE_LINUX_SLL2: the EtherType stands at the start of 20 bytes. */
export function cooked2Payload(packet: Packet): boolean {
  return skipHeader(packet, 20, 0);
}

function skipHeader(packet: Packet, length: number, typeAt: number): boolean {
  if (packet.end - packet.offset < length) return false;
  const type = u16(packet.bytes, packet.offset + typeAt);
  packet.offset += length;
  return etherTypePayload(packet, type);
}
