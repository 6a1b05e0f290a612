// Just enough of the pcap format, Ethernet, IP and TCP to cut a capture down to its handshakes.

const FILE_HEADER_BYTES = 24;
const PACKET_HEADER_BYTES = 16;
const SYN = 0x02;
const ACK = 0x10;

const ipv6Text = (bytes) => new URL(`http://[${bytes.toString('hex').match(/.{4}/g).join(':')}]`).hostname.slice(1, -1);

function readTcp(frame) {
  const isV4 = frame.readUInt16BE(12) === 0x0800;
  const network = frame.subarray(14);
  const ipBytes = isV4 ? (network[0] & 15) * 4 : 40;
  const end = isV4 ? network.readUInt16BE(2) : 40 + network.readUInt16BE(4);
  const tcp = network.subarray(ipBytes, end);
  return {
    source: `${isV4 ? network.subarray(12, 16).join('.') : ipv6Text(network.subarray(8, 24))} ${tcp.readUInt16BE(0)}`,
    target: `${isV4 ? network.subarray(16, 20).join('.') : ipv6Text(network.subarray(24, 40))} ${tcp.readUInt16BE(2)}`,
    sequence: tcp.readUInt32BE(4),
    isSyn: (tcp[13] & SYN) !== 0,
    isSynAck: (tcp[13] & (SYN | ACK)) === (SYN | ACK),
    payload: tcp.subarray((tcp[12] >> 4) * 4),
  };
}

/** Packets of a little-endian microsecond pcap of Ethernet frames holding TCP over plain IPv4 or IPv6, as tcpdump wrote it. */
export function* packetsOf(pcap) {
  if (pcap.readUInt32LE(0) !== 0xa1b2c3d4) throw new Error('not a little-endian pcap with microseconds');
  for (let at = FILE_HEADER_BYTES; at + PACKET_HEADER_BYTES <= pcap.length;) {
    const end = at + PACKET_HEADER_BYTES + pcap.readUInt32LE(at + 8);
    const time = pcap.readUInt32LE(at) * 1e6 + pcap.readUInt32LE(at + 4);
    yield { time, bytes: pcap.subarray(at, end), ...readTcp(pcap.subarray(at + PACKET_HEADER_BYTES, end)) };
    at = end;
  }
}

/**
 * The capture cut down to what tells clients apart: of each connection its SYN, its SYN-ACK, and the client's segments up
 * to the end of the first TLS record (the ClientHello). Everything encrypted, and all acknowledgements, are left out.
 */
export function handshakesOnly(pcap) {
  const kept = [pcap.subarray(0, FILE_HEADER_BYTES)];
  const flows = new Map();
  for (const packet of packetsOf(pcap)) {
    if (packet.isSyn && !packet.isSynAck) flows.set(packet.source, { start: packet.sequence + 1, helloEnd: 1 });
    const flow = flows.get(packet.source);
    if (flow && packet.payload.length > 0) {
      const offset = (packet.sequence - flow.start) >>> 0;
      if (offset === 0 && packet.payload.length >= 5) flow.helloEnd = 5 + packet.payload.readUInt16BE(3);
      if (offset < flow.helloEnd) kept.push(packet.bytes);
    } else if (packet.isSyn && (packet.isSynAck || flow)) {
      kept.push(packet.bytes);
    }
  }
  return Buffer.concat(kept);
}
