import { client, ipv4, ipv6, server, type End } from './packets.js';

/** A UDP datagram in IPv4 or IPv6, by the addresses. */
export function udpPacket(payload: Buffer, from: End = client, to: End = server): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(from.port, 0);
  header.writeUInt16BE(to.port, 2);
  header.writeUInt16BE(8 + payload.length, 4);
  const build = from.address.length === 4 ? ipv4 : ipv6;
  return build(from.address, to.address, 17, Buffer.concat([header, payload]));
}
