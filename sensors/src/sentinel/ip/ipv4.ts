import { u16, u8 } from '../bytes.js';
import type { Packet } from '../packet.js';
import type { Fragments } from './fragments.js';
import type { IpResult } from './ip.js';

const authentication = 51;

/** RFC 791. Bytes behind the total length (Ethernet padding) are cut off. */
export function ipv4Payload(packet: Packet, fragments: Fragments): IpResult {
  const { bytes, offset } = packet;
  const captured = packet.end - offset;
  if (captured < 20) return 'malformed';
  const headerLength = (u8(bytes, offset) & 0x0f) * 4;
  // Cards that segment for the host leave 0 here (TCP segmentation offload): the packet is what was captured.
  const totalLength = u16(bytes, offset + 2) || captured;
  if (headerLength < 20 || headerLength > totalLength || headerLength > captured) return 'malformed';
  const flags = u16(bytes, offset + 6);
  packet.ipVersion = 4;
  packet.addresses = offset + 12;
  packet.totalLength = totalLength;
  packet.identification = u16(bytes, offset + 4);
  packet.dontFragment = (flags & 0x4000) !== 0;
  packet.ttl = u8(bytes, offset + 8);
  packet.protocol = u8(bytes, offset + 9);
  packet.end = Math.min(packet.end, offset + totalLength);
  packet.offset = offset + headerLength;
  if ((flags & 0x3fff) !== 0) {
    const result = fragments.add(packet, packet.identification, (flags & 0x1fff) * 8, (flags & 0x2000) !== 0);
    if (result !== 'payload') return result;
  }
  return packet.protocol === authentication ? authenticatedPayload(packet) : 'payload';
}

/** Behind an authentication header (RFC 4302), which encrypts nothing. */
function authenticatedPayload(packet: Packet): IpResult {
  const { bytes, offset } = packet;
  const length = packet.end - offset < 12 ? Infinity : (u8(bytes, offset + 1) + 2) * 4;
  if (length > packet.end - offset) return 'malformed';
  packet.protocol = u8(bytes, offset);
  packet.offset += length;
  return 'payload';
}
