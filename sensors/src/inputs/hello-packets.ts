const maxRecordBytes = 16_384;
const handshakeRecord = 22;
const ipv6HeaderBytes = 40;
const tcp = 6;

/** An IPv4 and a TCP header of nobody, for a hello whose SYN is not known. */
const nobody = Buffer.from('450000280000000040060000c0000201c0000202000a01bb000000010000000050020000ffff0000', 'hex');

/** A hello as packets of raw IP: its SYN, where there is one, and a segment with its records. */
export interface HelloPackets {
  readonly syn: Buffer | null;
  readonly data: Buffer;
}

/**
 * Puts the bytes that the Apache module took from a connection into packets again, so that the sentinel reads them as it
 * reads the wire and both come to the same fingerprints.
 *
 * @param hello the handshake message (RFC 8446 section 4)
 * @param syn IP and TCP header of the client's SYN
 * @throws Error when the hello is too long for a packet
 */
export function helloPackets(hello: Buffer, syn: Buffer | null): HelloPackets {
  const usable = syn && tcpOffset(syn) > 0 ? syn : null;
  const model = usable ?? nobody;
  const offset = tcpOffset(model);
  const isIpv4 = model[0]! >> 4 === 4;
  const ip = Buffer.from(model.subarray(0, isIpv4 ? 20 : ipv6HeaderBytes));
  const segment = Buffer.alloc(20);
  model.copy(segment, 0, offset, offset + 4);
  segment.writeUInt32BE((model.readUInt32BE(offset + 4) + 1) >>> 0, 4);
  segment.writeUInt16BE(0x5018, 12);
  const payload = recordsOf(hello);
  const length = segment.length + payload.length + (isIpv4 ? ip.length : 0);
  if (length > 0xffff) throw new Error(`client_hello is ${hello.length} bytes long`);
  if (isIpv4) {
    ip[0] = 0x45;
    ip.writeUInt16BE(length, 2);
    ip.writeUInt16BE(0, 6);
  } else {
    ip.writeUInt16BE(length, 4);
  }
  return { syn: usable, data: Buffer.concat([ip, segment, payload]) };
}

/** Where the TCP header begins; 0 when the bytes are no TCP packet. */
function tcpOffset(packet: Buffer): number {
  const version = (packet[0] ?? 0) >> 4;
  const offset = version === 4 ? (packet[0]! & 15) * 4 : ipv6HeaderBytes;
  const protocol = version === 4 ? packet[9] : packet[6];
  const isTcp = (version === 4 || version === 6) && protocol === tcp && offset >= 20;
  return isTcp && packet.length >= offset + 20 ? offset : 0;
}

function recordsOf(message: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < message.length; at += maxRecordBytes) {
    const part = message.subarray(at, at + maxRecordBytes);
    parts.push(Buffer.from([handshakeRecord, 3, 1, part.length >> 8, part.length & 255]), part);
  }
  return Buffer.concat(parts);
}
