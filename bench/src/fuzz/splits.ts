import type { Transport } from '@ja4-platform/sensors';
import { fragmented, SYN, ACK, tcpPacket, udpPacket } from './packets.js';
import { cryptoFrame, sealed } from './quic.js';
import type { Random } from './random.js';

interface Part {
  readonly start: number;
  readonly bytes: Buffer;
}

/** The bytes in parts that cover them, some of them twice, in any order. */
function parts(bytes: Buffer, random: Random): Part[] {
  const list: Part[] = [];
  // Many small parts of a long stream are more than the sentinel keeps for it.
  const largest = bytes.length > 8000 ? 1400 : random.pick([40, 400, 1400, 1400, 1400]);
  for (let start = 0; start < bytes.length;) {
    const size = 1 + random.below(largest);
    list.push({ start, bytes: bytes.subarray(start, start + size) });
    start += size;
  }
  for (let extra = bytes.length > 1 ? random.below(6) : 0; extra > 0; extra -= 1) {
    // A DTLS hello sent again in one piece is one more hello, so none of these is the whole.
    const start = 1 + random.below(bytes.length - 1);
    list.push({ start, bytes: bytes.subarray(start, start + 1 + random.below(largest)) });
  }
  if (!random.oneIn(4)) random.shuffle(list);
  return list;
}

/** The message in handshake records of any size. */
export function records(message: Buffer, random: Random): Buffer {
  const pieces: Buffer[] = [];
  const largest = random.pick([1, 20, 500, 16_384, 16_384, 16_384]);
  for (let at = 0; at < message.length;) {
    const payload = message.subarray(at, at + 1 + random.below(largest));
    pieces.push(Buffer.from([22, 3, 1, payload.length >> 8, payload.length & 0xff]), payload);
    at += payload.length;
  }
  return Buffer.concat(pieces);
}

/** A client's stream in TCP segments behind its SYN, with any first number. */
export function segments(stream: Buffer, random: Random): Buffer[] {
  const first = random.pick([1, 0xfffffe00, random.below(2 ** 32)]);
  const data = parts(stream, random).map(({ start, bytes }) => tcpPacket(first + start, ACK, bytes));
  return [tcpPacket(first - 1, SYN, Buffer.alloc(0)), ...data];
}

/** The body of a hello in DTLS fragments, one or several in a record, one or several records in a datagram. */
function dtlsDatagrams(body: Buffer, random: Random): Buffer[] {
  const datagrams: Buffer[] = [];
  let records: Buffer[] = [];
  for (const { start, bytes } of parts(body, random)) {
    const header = Buffer.alloc(25);
    header.set([22, 0xfe, 0xfd]);
    header.writeUInt16BE(12 + bytes.length, 11);
    header[13] = 1;
    header.writeUIntBE(body.length, 14, 3);
    header.writeUIntBE(start, 19, 3);
    header.writeUIntBE(bytes.length, 22, 3);
    records.push(header, bytes);
    if (random.oneIn(2)) continue;
    datagrams.push(udpPacket(Buffer.concat(records)));
    records = [];
  }
  if (records.length > 0) datagrams.push(udpPacket(Buffer.concat(records)));
  return datagrams;
}

/** The message in CRYPTO frames, some in each Initial, with PADDING and PING between. */
function quicDatagrams(message: Buffer, random: Random): Buffer[] {
  const datagrams: Buffer[] = [];
  let frames: Buffer[] = [];
  const version = random.below(3);
  const seal = (): void => {
    datagrams.push(udpPacket(sealed(Buffer.concat(frames), datagrams.length, version)));
    frames = [];
  };
  for (const { start, bytes } of parts(message, random)) {
    frames.push(cryptoFrame(start, bytes), Buffer.alloc(random.below(3), random.below(2)));
    if (frames.length > 20 || random.oneIn(3)) seal();
  }
  if (frames.length > 0) seal();
  return datagrams;
}

/** Packets that carry the hello, split at random on every layer. */
export function split(body: Buffer, transport: Transport, random: Random): Buffer[] {
  const message = Buffer.concat([
    Buffer.from([1, body.length >> 16, (body.length >> 8) & 0xff, body.length & 0xff]),
    body,
  ]);
  const carry = {
    t: () => segments(records(message, random), random),
    d: () => dtlsDatagrams(body, random),
    q: () => quicDatagrams(message, random),
  };
  const packets = carry[transport]();
  return random.oneIn(8) ? packets.flatMap((packet, index) => fragmented(packet, random, index)) : packets;
}
