import { u8 } from '../bytes.js';
import type { Packet } from '../packet.js';
import { tunnelPayload } from '../tunnel/tunnel.js';
import type { Fragments } from './fragments.js';
import { ipv4Payload } from './ipv4.js';
import { ipv6Payload } from './ipv6.js';

/** What became of a packet at the IP layer; 'other' is a tunnel that carries no IP. */
export type IpResult = 'payload' | 'waiting' | 'other' | 'malformed';

/**
 * Moves the packet from its outermost IP header to the payload of the innermost one, through the tunnels between. 'waiting'
 * means that it was a fragment of a datagram that is not complete yet; with the last fragment the packet becomes the whole datagram.
 */
export function ipPayload(packet: Packet, fragments: Fragments): IpResult {
  while (packet.nest()) {
    if (packet.offset >= packet.end) return 'malformed';
    const version = u8(packet.bytes, packet.offset) >> 4;
    let result: IpResult = 'malformed';
    if (version === 4) result = ipv4Payload(packet, fragments);
    if (version === 6) result = ipv6Payload(packet, fragments);
    if (result !== 'payload') return result;
    const inside = tunnelPayload(packet);
    if (inside === 'none') return 'payload';
    if (inside === 'other') return 'other';
  }
  return 'malformed';
}
