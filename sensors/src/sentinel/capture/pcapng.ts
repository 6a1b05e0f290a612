import { u16, u16le, u32, u32le } from '../bytes.js';
import { CaptureError, maxPacketBytes, type CaptureParser, type PacketSink } from './capture.js';
import { defaultResolution, timestampUs, type Resolution } from './resolution.js';

const sectionHeader = 0x0a0d0d0a;
const interfaceDescription = 1;
const obsoletePacket = 2;
const simplePacket = 3;
const enhancedPacket = 6;

const optionResolution = 9;
const optionOffset = 14;

/** Blocks larger than this are taken for a lie; real ones hold one packet or a few names. */
const maxBlockBytes = 16 * 1024 * 1024;
const maxInterfaces = 65_536;

interface Interface {
  readonly linkType: number;
  readonly snapLength: number;
  readonly resolution: Resolution;
  readonly offsetUs: number;
}

/** pcapng files: draft-ietf-opsawg-pcapng. Several sections, each with its own byte order and interfaces. */
export class PcapngParser implements CaptureParser {
  packets = 0;
  private read16 = u16;
  private read32 = u32;
  private interfaces: Interface[] = [];

  constructor(private readonly sink: PacketSink) {}

  parse(bytes: Uint8Array, start: number): number {
    let at = start;
    while (bytes.length - at >= 12) {
      if (u32(bytes, at) === sectionHeader) this.beginSection(bytes, at);
      const length = this.read32(bytes, at + 4);
      if (length < 12 || length % 4 !== 0 || length > maxBlockBytes) {
        throw this.error(`block length ${length} is not possible`);
      }
      if (length > bytes.length - at) break;
      if (this.read32(bytes, at + length - 4) !== length) throw this.error('block lengths contradict each other');
      this.block(this.read32(bytes, at), bytes, at + 8, at + length - 4);
      at += length;
    }
    return at;
  }

  private error(message: string): CaptureError {
    return new CaptureError(message, this.packets + 1);
  }

  private beginSection(bytes: Uint8Array, at: number): void {
    const magic = u32(bytes, at + 8);
    if (magic !== 0x1a2b3c4d && magic !== 0x4d3c2b1a) throw this.error('section without a byte-order magic');
    this.read16 = magic === 0x1a2b3c4d ? u16 : u16le;
    this.read32 = magic === 0x1a2b3c4d ? u32 : u32le;
    this.interfaces = [];
  }

  private block(type: number, bytes: Uint8Array, at: number, end: number): void {
    const { read16, read32 } = this;
    switch (type) {
      case interfaceDescription:
        return this.describeInterface(bytes, at, end);
      case enhancedPacket:
        if (end - at < 20) throw this.error('packet block too short');
        return this.packet(read32(bytes, at), bytes, at + 4, at + 12, at + 20, end);
      case obsoletePacket:
        if (end - at < 20) throw this.error('packet block too short');
        return this.packet(read16(bytes, at), bytes, at + 4, at + 12, at + 20, end);
      case simplePacket:
        if (end - at < 4) throw this.error('packet block too short');
        return this.packet(0, bytes, -1, at, at + 4, end);
    }
  }

  private describeInterface(bytes: Uint8Array, at: number, end: number): void {
    if (end - at < 8) throw this.error('interface block too short');
    if (this.interfaces.length === maxInterfaces) throw this.error(`more than ${maxInterfaces} interfaces`);
    let resolution = defaultResolution;
    let offsetUs = 0;
    let option = at + 8;
    while (end - option >= 4) {
      const code = this.read16(bytes, option);
      const length = this.read16(bytes, option + 2);
      if (code === 0 || length > end - option - 4) break;
      if (code === optionResolution && length >= 1) resolution = bytes[option + 4] as number;
      if (code === optionOffset && length >= 8) {
        const [high, low] = this.read16 === u16 ? [4, 8] : [8, 4];
        // A signed 64-bit count of seconds.
        offsetUs = ((this.read32(bytes, option + high) | 0) * 2 ** 32 + this.read32(bytes, option + low)) * 1e6;
      }
      option += 4 + length + ((4 - (length % 4)) % 4);
    }
    const linkType = this.read16(bytes, at);
    this.interfaces.push({ linkType, snapLength: this.read32(bytes, at + 4), resolution, offsetUs });
  }

  /** `timeAt` is -1 where the block has no time; `lengthAt` points to the captured (simple: the original) length. */
  private packet(id: number, bytes: Uint8Array, timeAt: number, lengthAt: number, start: number, end: number): void {
    const source = this.interfaces[id];
    if (!source) throw this.error(`interface ${id} has not been described`);
    let length = this.read32(bytes, lengthAt);
    if (timeAt < 0) length = Math.min(length, source.snapLength || length, end - start);
    if (length > end - start || length > maxPacketBytes) {
      throw this.error(`announces ${length} bytes, more than its block holds`);
    }
    const timeUs =
      timeAt < 0 ? 0 : timestampUs(this.read32(bytes, timeAt), this.read32(bytes, timeAt + 4), source.resolution);
    this.packets += 1;
    this.sink.packet(source.linkType, timeUs + source.offsetUs, bytes, start, start + length);
  }
}
