import { u16, u32, u8 } from '../bytes.js';
import type { Packet } from '../packet.js';
import type { Fragments } from './fragments.js';
import type { IpResult } from './ip.js';

const headerBytes = 40;
const hopByHop = 0;
const routing = 43;
const fragment = 44;
const authentication = 51;
const destination = 60;
const mobility = 135;

/** RFC 8200, with its extension headers. Hop limit stands for TTL; "do not fragment" and an identification do not exist. */
export function ipv6Payload(packet: Packet, fragments: Fragments): IpResult {
  const { bytes, offset } = packet;
  if (packet.end - offset < headerBytes) return 'malformed';
  // 0 is a jumbogram or left out by segmentation offload: the packet is what was captured.
  const payloadLength = u16(bytes, offset + 4);
  const totalLength = payloadLength ? headerBytes + payloadLength : packet.end - offset;
  packet.ipVersion = 6;
  packet.addresses = offset + 8;
  packet.totalLength = totalLength;
  packet.identification = null;
  packet.dontFragment = null;
  packet.ttl = u8(bytes, offset + 7);
  packet.protocol = u8(bytes, offset + 6);
  packet.end = Math.min(packet.end, offset + totalLength);
  packet.offset = offset + headerBytes;
  return skipExtensions(packet, fragments);
}

function skipExtensions(packet: Packet, fragments: Fragments): IpResult {
  for (;;) {
    const { bytes, offset, protocol } = packet;
    let length: number;
    switch (protocol) {
      case hopByHop:
      case routing:
      case destination:
      case mobility:
        if (packet.end - offset < 8) return 'malformed';
        length = (u8(bytes, offset + 1) + 1) * 8;
        break;
      case authentication:
        if (packet.end - offset < 8) return 'malformed';
        length = (u8(bytes, offset + 1) + 2) * 4;
        break;
      case fragment:
        if (packet.end - offset < 8) return 'malformed';
        length = 8;
        break;
      default:
        return 'payload';
    }
    if (length > packet.end - offset) return 'malformed';
    packet.protocol = u8(bytes, offset);
    packet.offset = offset + length;
    if (protocol !== fragment) continue;
    const place = u16(bytes, offset + 2);
    if ((place & 0xfff9) === 0) continue; // An atomic fragment is the whole datagram (RFC 6946).
    const result = fragments.add(packet, u32(bytes, offset + 4), place & 0xfff8, (place & 1) !== 0);
    if (result !== 'payload') return result;
  }
}
