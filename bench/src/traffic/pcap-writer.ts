/** One end of a connection. */
export interface Endpoint {
  /** Dotted quad. */
  readonly ip: string;
  readonly port: number;
}

const etherTypeIpv4 = Buffer.from('0200000000020200000000010800', 'hex');
/** MSS 1460, SACK permitted, window scale 7 (RFC 9293 section 3.1, RFC 7323). */
const synOptions = Buffer.from('020405b40402010303070000', 'hex');

/** The 24 bytes before the packets of a microsecond pcap file with Ethernet frames. */
export function pcapHeader(): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65535, 16);
  header.writeUInt32LE(1, 20);
  return header;
}

/** Returns the packets of one connection as far as its ClientHello: SYN, then the hello 1 ms later. */
export function handshakePackets(client: Endpoint, server: Endpoint, timeUs: number, hello: Buffer): Buffer[] {
  return [
    packet(timeUs, client, server, 1000, 0x02, synOptions, Buffer.alloc(0)),
    packet(timeUs + 1000, client, server, 1001, 0x18, Buffer.alloc(0), hello),
  ];
}

function packet(
  timeUs: number,
  from: Endpoint,
  to: Endpoint,
  sequence: number,
  flags: number,
  options: Buffer,
  payload: Buffer,
): Buffer {
  const tcp = Buffer.alloc(20);
  tcp.writeUInt16BE(from.port, 0);
  tcp.writeUInt16BE(to.port, 2);
  tcp.writeUInt32BE(sequence, 4);
  tcp[12] = ((20 + options.length) / 4) << 4;
  tcp[13] = flags;
  tcp.writeUInt16BE(64240, 14);
  const ip = Buffer.alloc(20);
  ip[0] = 0x45;
  ip.writeUInt16BE(40 + options.length + payload.length, 2);
  ip.writeUInt16BE(0x4000, 6);
  ip[8] = 64;
  ip[9] = 6;
  Buffer.from(from.ip.split('.').map(Number)).copy(ip, 12);
  Buffer.from(to.ip.split('.').map(Number)).copy(ip, 16);
  const frame = Buffer.concat([etherTypeIpv4, ip, tcp, options, payload]);
  const record = Buffer.alloc(16);
  record.writeUInt32LE(Math.floor(timeUs / 1e6), 0);
  record.writeUInt32LE(timeUs % 1e6, 4);
  record.writeUInt32LE(frame.length, 8);
  record.writeUInt32LE(frame.length, 12);
  return Buffer.concat([record, frame]);
}
