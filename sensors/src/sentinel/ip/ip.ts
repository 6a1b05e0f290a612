import { u8 } from '../bytes.js';
import type { Packet } from '../packet.js';
import type { Fragments } from './fragments.js';
import { ipv4Payload } from './ipv4.js';
import { ipv6Payload } from './ipv6.js';

/** What became of a packet at the IP layer. */
export type IpResult = 'payload' | 'waiting' | 'malformed';

/** IP in IP (RFC 2003) and IPv6 in IP (RFC 4213); deeper nesting than this is hostile. */
const maxNesting = 4;
const isIp = (protocol: number): boolean => protocol === 4 || protocol === 41;

/**
 * Moves the packet from its outermost IP header to the payload of the innermost one. 'waiting' means that it was
 * a fragment of a datagram that is not complete yet; with the last fragment the packet becomes the whole datagram.
 */
export function ipPayload(packet: Packet, fragments: Fragments): IpResult {
  for (let depth = 0; depth < maxNesting; depth += 1) {
    if (packet.offset >= packet.end) return 'malformed';
    const version = u8(packet.bytes, packet.offset) >> 4;
    let result: IpResult = 'malformed';
    if (version === 4) result = ipv4Payload(packet, fragments);
    if (version === 6) result = ipv6Payload(packet, fragments);
    if (result !== 'payload' || !isIp(packet.protocol)) return result;
  }
  return 'malformed';
}
