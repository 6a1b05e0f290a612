import { u8 } from '../bytes.js';
import type { Packet } from '../packet.js';
import { ethernetPayload } from './ethernet.js';

/**
 * Labels of four bytes until the one that says "bottom of stack" (RFC 3032 section 2.1), then an IP packet, or the control word
 * of a pseudowire and its Ethernet frame (RFC 4385 section 3, RFC 4448).
 */
export function mplsPayload(packet: Packet): boolean {
  const { bytes } = packet;
  while (packet.end - packet.offset > 4) {
    const bottom = u8(bytes, packet.offset + 2) & 1;
    packet.offset += 4;
    if (bottom) return u8(bytes, packet.offset) >> 4 === 0 ? pseudowirePayload(packet) : true;
  }
  return false;
}

function pseudowirePayload(packet: Packet): boolean {
  packet.offset += 4;
  return packet.nest() && ethernetPayload(packet);
}
