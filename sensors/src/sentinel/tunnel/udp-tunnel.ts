import { u16 } from '../bytes.js';
import type { Packet } from '../packet.js';
import { udpHeaderBytes } from '../udp/datagram.js';
import { genevePayload, isGeneve } from './geneve.js';
import { gtpPayload, isGtpUser } from './gtp.js';
import { isTeredo, teredoPayload } from './teredo.js';
import { isVxlan, vxlanGpePayload, vxlanPayload } from './vxlan.js';

interface UdpTunnel {
  /** Says by the first bytes whether it is this tunnel; the port alone proves nothing. */
  readonly matches: (bytes: Uint8Array, at: number, end: number) => boolean;
  /** Moves the packet to the inner IP header; false when there is none. */
  readonly payload: (packet: Packet) => boolean;
}

const vxlan: UdpTunnel = { matches: isVxlan, payload: vxlanPayload };
const vxlanGpe: UdpTunnel = { matches: isVxlan, payload: vxlanGpePayload };
const geneve: UdpTunnel = { matches: isGeneve, payload: genevePayload };
const gtp: UdpTunnel = { matches: isGtpUser, payload: gtpPayload };
const teredoPort = 3544;
const teredo: UdpTunnel = { matches: isTeredo, payload: teredoPayload };

function tunnelTo(port: number): UdpTunnel | null {
  switch (port) {
    case 4789:
    case 8472: // Linux before the port was assigned
      return vxlan;
    case 4790:
      return vxlanGpe;
    case 6081:
      return geneve;
    case 2152:
      return gtp;
    case teredoPort:
      return teredo;
    default:
      return null;
  }
}

/**
 * Moves a packet at its UDP header into the tunnel that its destination port names; 'none' when it is no tunnel. Teredo's servers and
 * relays send from its port to any (RFC 4380 section 5.2).
 */
export function udpTunnelPayload(packet: Packet): 'none' | 'ip' | 'other' {
  const { bytes, offset, end } = packet;
  if (end - offset <= udpHeaderBytes) return 'none';
  const tunnel = tunnelTo(u16(bytes, offset + 2)) ?? (u16(bytes, offset) === teredoPort ? teredo : null);
  if (!tunnel?.matches(bytes, offset + udpHeaderBytes, end)) return 'none';
  packet.offset += udpHeaderBytes;
  return tunnel.payload(packet) ? 'ip' : 'other';
}
