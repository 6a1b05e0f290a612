import { CaptureError, maxPacketBytes, type CaptureParser, type PacketSink } from './capture.js';

const fileHeaderBytes = 24;
const packetHeaderBytes = 16;

/** Classic pcap files: draft-ietf-opsawg-pcap. Byte order and fraction of a second follow from the magic number. */
export class PcapParser implements CaptureParser {
  packets = 0;
  private linkType = -1;

  constructor(
    private readonly sink: PacketSink,
    private readonly read32: (bytes: Uint8Array, at: number) => number,
    private readonly fractionsPerUs: 1 | 1000,
  ) {}

  parse(bytes: Uint8Array, start: number): number {
    const { read32 } = this;
    let at = start;
    if (this.linkType < 0) {
      if (bytes.length - at < fileHeaderBytes) return at;
      // The upper bits say whether a frame check sequence follows each packet.
      this.linkType = read32(bytes, at + 20) & 0xffff;
      at += fileHeaderBytes;
    }
    while (bytes.length - at >= packetHeaderBytes) {
      const captured = read32(bytes, at + 8);
      if (captured > maxPacketBytes) {
        throw new CaptureError(`announces ${captured} bytes, more than a packet can have`, this.packets + 1);
      }
      const end = at + packetHeaderBytes + captured;
      if (end > bytes.length) break;
      const timeUs = read32(bytes, at) * 1e6 + Math.floor(read32(bytes, at + 4) / this.fractionsPerUs);
      this.packets += 1;
      this.sink.packet(this.linkType, timeUs, bytes, at + packetHeaderBytes, end);
      at = end;
    }
    return at;
  }
}
