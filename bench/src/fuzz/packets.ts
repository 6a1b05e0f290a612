import type { Random } from './random.js';

const tcp = 6;
const udp = 17;
export const SYN = 0x02;
export const ACK = 0x10;

/** An IPv4 datagram between two fixed addresses, or a fragment of one. */
function ipv4(protocol: number, content: Buffer, place = 0x4000, identification = 1): Buffer {
  const packet = Buffer.alloc(20 + content.length);
  packet[0] = 0x45;
  packet.writeUInt16BE(packet.length, 2);
  packet.writeUInt16BE(identification, 4);
  packet.writeUInt16BE(place, 6);
  packet[8] = 64;
  packet[9] = protocol;
  packet.writeUInt32BE(0xc0000207, 12);
  packet.writeUInt32BE(0xcb007109, 16);
  content.copy(packet, 20);
  return packet;
}

/** A segment from a fixed port to 443. */
export function tcpPacket(sequence: number, flags: number, payload: Buffer): Buffer {
  const segment = Buffer.alloc(20 + payload.length);
  segment.writeUInt32BE(0xc35001bb, 0);
  segment.writeUInt32BE(sequence >>> 0, 4);
  segment[12] = 0x50;
  segment[13] = flags;
  payload.copy(segment, 20);
  return ipv4(tcp, segment);
}

/** A datagram from a fixed port to 443. */
export function udpPacket(payload: Buffer): Buffer {
  const datagram = Buffer.alloc(8 + payload.length);
  datagram.writeUInt32BE(0xc35001bb, 0);
  datagram.writeUInt16BE(datagram.length, 4);
  payload.copy(datagram, 8);
  return ipv4(udp, datagram);
}

/** The IPv4 packet in fragments, in any order. */
export function fragmented(packet: Buffer, random: Random, identification: number): Buffer[] {
  const content = packet.subarray(20);
  const fragments: Buffer[] = [];
  for (let at = 0; at < content.length;) {
    const size = 8 * (1 + random.below(80));
    const more = at + size < content.length ? 0x2000 : 0;
    fragments.push(ipv4(packet[9] ?? 0, content.subarray(at, at + size), more | (at / 8), identification));
    at += size;
  }
  random.shuffle(fragments);
  return fragments;
}

/** Packets as one input: before each its link type and length. */
export function joined(packets: readonly { linkType: number; bytes: Buffer }[]): Buffer {
  return Buffer.concat(
    packets.flatMap(({ linkType, bytes }) => {
      const head = Buffer.alloc(4);
      head.writeUInt16BE(linkType, 0);
      head.writeUInt16BE(bytes.length, 2);
      return [head, bytes];
    }),
  );
}

/** The packets of an input; the last may be cut. */
export function separated(input: Buffer): { linkType: number; bytes: Buffer }[] {
  const packets: { linkType: number; bytes: Buffer }[] = [];
  for (let at = 0; at + 4 <= input.length;) {
    const end = at + 4 + input.readUInt16BE(at + 2);
    packets.push({ linkType: input.readUInt16BE(at), bytes: input.subarray(at + 4, end) });
    at = end;
  }
  return packets;
}
