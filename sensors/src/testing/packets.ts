/** One end of a test's connection. */
export interface End {
  /** 4 or 16 bytes. */
  address: Buffer;
  port: number;
}

export interface TcpParts {
  sequence: number;
  flags?: number;
  options?: Buffer;
  payload?: Buffer;
}

export const SYN = 0x02;
const ACK = 0x10;

export const client: End = { address: Buffer.from([192, 0, 2, 7]), port: 50_000 };
export const server: End = { address: Buffer.from([203, 0, 113, 9]), port: 443 };
export const client6: End = { address: Buffer.from('20010db8000000000000000000000007', 'hex'), port: 50_000 };
export const server6: End = { address: Buffer.from('20010db8000000000000000000000009', 'hex'), port: 443 };

/** MSS 1460, SACK permitted, timestamps, no-operation, window scale 7: what Linux sends. */
export const linuxOptions = Buffer.from('020405b40402080a000000010000000001030307', 'hex');

function tcp(
  from: End,
  to: End,
  { sequence, flags = ACK, options = Buffer.alloc(0), payload = Buffer.alloc(0) }: TcpParts,
): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt16BE(from.port, 0);
  header.writeUInt16BE(to.port, 2);
  header.writeUInt32BE(sequence >>> 0, 4);
  header[12] = ((20 + options.length) / 4) << 4;
  header[13] = flags;
  header.writeUInt16BE(64_240, 14);
  return Buffer.concat([header, options, payload]);
}

/** An IPv4 datagram, or a fragment of one: `place` holds flags and offset as they stand in the header. */
export function ipv4(from: Buffer, to: Buffer, protocol: number, payload: Buffer, place = 0x4000): Buffer {
  const header = Buffer.alloc(20);
  header[0] = 0x45;
  header.writeUInt16BE(20 + payload.length, 2);
  header.writeUInt16BE(4711, 4);
  header.writeUInt16BE(place, 6);
  header[8] = 64;
  header[9] = protocol;
  return Buffer.concat([header.subarray(0, 12), from, to, payload]);
}

/** An IPv6 packet; `next` is the number of the first header in `payload`. */
export function ipv6(from: Buffer, to: Buffer, next: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header[0] = 0x60;
  header.writeUInt16BE(payload.length, 4);
  header[6] = next;
  header[7] = 57;
  return Buffer.concat([header, from, to, payload]);
}

/** A TCP segment in IPv4 or IPv6, by the addresses. */
export function ipPacket(from: End, to: End, parts: TcpParts): Buffer {
  const build = from.address.length === 4 ? ipv4 : ipv6;
  return build(from.address, to.address, 6, tcp(from, to, parts));
}

/** Ethernet around an IP packet, with VLAN tags or other headers between: `between` ends with the EtherType. */
export function ethernet(packet: Buffer, between?: Buffer): Buffer {
  const type = (packet[0] ?? 0) >> 4 === 4 ? '0800' : '86dd';
  return Buffer.concat([Buffer.alloc(12, 2), between ?? Buffer.from(type, 'hex'), packet]);
}

export interface Timed {
  timeUs: number;
  bytes: Buffer;
}

/** The packets of one connection's start: SYN, then the stream cut into segments of these lengths (the last takes the rest). */
export function connection(stream: Buffer, cuts: number[] = [], first = 1000, from = client, to = server): Buffer[] {
  const packets = [ipPacket(from, to, { sequence: first - 1, flags: SYN, options: linuxOptions })];
  let at = 0;
  for (const length of [...cuts, stream.length]) {
    const payload = stream.subarray(at, at + length);
    if (payload.length) packets.push(ipPacket(from, to, { sequence: first + at, payload }));
    at += payload.length;
  }
  return packets;
}

/** Packets one millisecond apart. */
export const timed = (packets: Buffer[], startUs = 1_700_000_000_000_000): Timed[] =>
  packets.map((bytes, index) => ({ timeUs: startUs + 1000 * index, bytes }));
