import { u16, u8 } from '../bytes.js';
import type { Packet } from '../packet.js';

/** PPP, with or without the HDLC address and control bytes ff 03 and with a protocol of one or two bytes (RFC 1661). */
export function pppPayload(packet: Packet): boolean {
  if (packet.end - packet.offset < 4) return false;
  if (u16(packet.bytes, packet.offset) === 0xff03) packet.offset += 2;
  const compressed = u8(packet.bytes, packet.offset) & 1;
  const protocol = compressed ? u8(packet.bytes, packet.offset) : u16(packet.bytes, packet.offset);
  packet.offset += compressed ? 1 : 2;
  return (protocol === 0x0021 || protocol === 0x0057) && packet.offset < packet.end;
}
