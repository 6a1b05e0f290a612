import type { Timed } from './packets.js';

export interface PcapOptions {
  linkType?: number;
  bigEndian?: boolean;
  nanoseconds?: boolean;
}

/** Numbers of 32 bits in one byte order. */
const words = (bigEndian: boolean, ...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, index) => {
    if (bigEndian) bytes.writeUInt32BE(number, 4 * index);
    else bytes.writeUInt32LE(number, 4 * index);
  });
  return bytes;
};

/** A pcap file. */
export function pcap(
  packets: Timed[],
  { linkType = 101, bigEndian = false, nanoseconds = false }: PcapOptions = {},
): Buffer {
  const parts = [
    words(
      bigEndian,
      nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4,
      bigEndian ? 0x00020004 : 0x00040002,
      0,
      0,
      65_535,
      linkType,
    ),
  ];
  for (const { timeUs, bytes } of packets) {
    const fraction = (timeUs % 1e6) * (nanoseconds ? 1000 : 1);
    parts.push(words(bigEndian, Math.floor(timeUs / 1e6), fraction, bytes.length, bytes.length), bytes);
  }
  return Buffer.concat(parts);
}

export interface PcapngOptions {
  bigEndian?: boolean;
  /** Link type of each interface; packets go to them in turn. */
  linkTypes?: number[];
  /** if_tsresol of every interface; microseconds when absent. */
  resolution?: number;
}

/** A pcapng file of one section with enhanced packet blocks. */
export function pcapng(packets: Timed[], options: PcapngOptions = {}): Buffer {
  const { bigEndian = false, linkTypes = [101], resolution } = options;
  const block = (type: number, body: Buffer): Buffer => {
    const length = 12 + body.length;
    return Buffer.concat([words(bigEndian, type, length), body, words(bigEndian, length)]);
  };
  const half = (...numbers: number[]): Buffer => {
    const bytes = words(bigEndian, ...numbers);
    return Buffer.concat(
      numbers.map((_, index) => bytes.subarray(4 * index + (bigEndian ? 2 : 0), 4 * index + (bigEndian ? 4 : 2))),
    );
  };
  const parts = [
    block(
      0x0a0d0d0a,
      Buffer.concat([words(bigEndian, 0x1a2b3c4d), half(1, 0), words(bigEndian, 0xffffffff, 0xffffffff)]),
    ),
  ];
  const option =
    resolution === undefined ? Buffer.alloc(0) : Buffer.concat([half(9, 1), Buffer.from([resolution, 0, 0, 0])]);
  for (const linkType of linkTypes)
    parts.push(block(1, Buffer.concat([half(linkType, 0), words(bigEndian, 65_535), option])));
  packets.forEach(({ timeUs, bytes }, index) => {
    const ticks = BigInt(timeUs) * 10n ** BigInt((resolution ?? 6) - 6);
    const time = [Number(ticks >> 32n), Number(ticks & 0xffffffffn)];
    const head = words(bigEndian, index % linkTypes.length, ...time, bytes.length, bytes.length);
    parts.push(block(6, Buffer.concat([head, bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])));
  });
  return Buffer.concat(parts);
}
