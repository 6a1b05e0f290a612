import { u8 } from '../bytes.js';
import { ethernetPayload } from '../link/ethernet.js';
import { mplsPayload } from '../link/mpls.js';
import type { Packet } from '../packet.js';
import { grePayload } from './gre.js';
import { udpTunnelPayload } from './udp-tunnel.js';

/**
 * Moves a packet from the end of an IP header into the tunnel that follows, to the IP header inside. 'none' when what follows is
 * no tunnel, 'other' when the tunnel carries something else than IP.
 */
export function tunnelPayload(packet: Packet): 'none' | 'ip' | 'other' {
  switch (packet.protocol) {
    case 4: // IPv4 in IP (RFC 2003)
    case 41: // IPv6 in IP (RFC 4213)
      return 'ip';
    case 17:
      return udpTunnelPayload(packet);
    case 47:
      return grePayload(packet) ? 'ip' : 'other';
    case 97:
      return etherIpPayload(packet) ? 'ip' : 'other';
    case 137: // MPLS in IP (RFC 4023)
      return mplsPayload(packet) ? 'ip' : 'other';
    default:
      return 'none';
  }
}

/** EtherIP (RFC 3378): version 3 and a reserved byte, then an Ethernet frame. */
function etherIpPayload(packet: Packet): boolean {
  if (packet.end - packet.offset < 2 || u8(packet.bytes, packet.offset) >> 4 !== 3) return false;
  packet.offset += 2;
  return ethernetPayload(packet);
}
