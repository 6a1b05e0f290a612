import { u16 } from '../bytes.js';
import type { Packet } from '../packet.js';
import { cookedPayload, cooked2Payload } from './cooked.js';
import { ethernetPayload } from './ethernet.js';
import { mplsPayload } from './mpls.js';
import { pppPayload } from './ppp.js';

/** Moves a packet from its link header to its IP header; false when there is none. */
type LinkLayer = (packet: Packet) => boolean;

const rawIp: LinkLayer = (packet) => packet.end > packet.offset;

/** BSD loopback: four bytes of address family, in the byte order of the host or (LOOP) of the network. */
const loopback: LinkLayer = (packet) => {
  packet.offset += 4;
  return packet.offset < packet.end;
};

/** Keyed by LINKTYPE_ number: https://www.tcpdump.org/linktypes.html */
const layers = new Map<number, LinkLayer>([
  [0, loopback],
  [1, ethernetPayload],
  [9, pppPayload],
  [12, rawIp],
  [14, rawIp],
  [50, pppPayload],
  [101, rawIp],
  [108, loopback],
  [113, cookedPayload],
  [228, rawIp],
  [229, rawIp],
  [276, cooked2Payload],
]);

export const isKnownLinkType = (linkType: number): boolean => layers.has(linkType);

/** Moves the packet to its IP header. Returns false when it has none or its link type is not known. */
export function linkPayload(packet: Packet, linkType: number): boolean {
  return layers.get(linkType)?.(packet) ?? false;
}

/** Moves on over what an EtherType announces (tags, labels, sessions) to the IP header. */
export function etherTypePayload(packet: Packet, etherType: number): boolean {
  let type = etherType;
  for (;;) {
    switch (type) {
      case 0x0800:
      case 0x86dd:
        return packet.offset < packet.end;
      case 0x8100: // 802.1Q
      case 0x88a8: // 802.1ad, the outer tag of QinQ
      case 0x9100: // the same before it was standardised
        if (packet.end - packet.offset < 4) return false;
        type = u16(packet.bytes, packet.offset + 2);
        packet.offset += 4;
        break;
      case 0x8847: // MPLS, unicast and multicast
      case 0x8848:
        return mplsPayload(packet);
      case 0x8864: // PPPoE session: six bytes of header
        packet.offset += 6;
        return pppPayload(packet);
      default:
        return false;
    }
  }
}
