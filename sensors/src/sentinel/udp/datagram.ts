import { u16 } from '../bytes.js';
import type { Packet } from '../packet.js';

export const udpHeaderBytes = 8;

/** The UDP header (RFC 768) of the packet being looked at; one object serves all. */
export class Datagram {
  sourcePort = 0;
  destinationPort = 0;
  /** Where the payload begins and ends in the packet's bytes. */
  payload = 0;
  end = 0;

  /** Reads the header at the packet's offset; false when it is not whole. A payload that was not captured whole is cut. */
  read(packet: Packet): boolean {
    const { bytes, offset } = packet;
    if (packet.end - offset < udpHeaderBytes) return false;
    // 0 is a jumbogram (RFC 2675) or left out by segmentation offload: the datagram is what was captured.
    const length = u16(bytes, offset + 4) || packet.end - offset;
    if (length < udpHeaderBytes) return false;
    this.sourcePort = u16(bytes, offset);
    this.destinationPort = u16(bytes, offset + 2);
    this.payload = offset + udpHeaderBytes;
    this.end = Math.min(packet.end, offset + length);
    return true;
  }
}
