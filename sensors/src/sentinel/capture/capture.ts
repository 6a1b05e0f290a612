import { copyOf, u32, u32le } from '../bytes.js';
import { PcapParser } from './pcap.js';
import { PcapngParser } from './pcapng.js';

/** Receives each packet of a capture; the bytes are only valid during the call. */
export interface PacketSink {
  packet(linkType: number, timeUs: number, bytes: Uint8Array, start: number, end: number): void;
}

/** Parses as many whole packets as there are and returns the offset behind the last one. */
export interface CaptureParser {
  readonly packets: number;
  parse(bytes: Uint8Array, start: number): number;
}

/** The capture contradicts its format. `packet` is the number of the packet where it does, 0 for the file header. */
export class CaptureError extends Error {
  constructor(
    message: string,
    readonly packet: number,
  ) {
    super(message);
  }
}

/** Largest packet libpcap and Wireshark accept; a larger one means that the file lies. */
export const maxPacketBytes = 262_144;

/** More than most packets have. */
const seamBytes = 65_536;

function parserFor(bytes: Uint8Array, sink: PacketSink): CaptureParser {
  switch (u32(bytes, 0)) {
    case 0xa1b2c3d4:
      return new PcapParser(sink, u32, 1);
    case 0xd4c3b2a1:
      return new PcapParser(sink, u32le, 1);
    case 0xa1b23c4d:
      return new PcapParser(sink, u32, 1000);
    case 0x4d3cb2a1:
      return new PcapParser(sink, u32le, 1000);
    case 0x0a0d0d0a:
      return new PcapngParser(sink);
    default:
      throw new CaptureError('neither pcap nor pcapng', 0);
  }
}

/**
 * Reads a capture (pcap or pcapng) from chunks of bytes and hands each packet to the sink.
 *
 * @returns a warning when the capture ends inside a packet, else null.
 * @throws CaptureError where the bytes contradict the format; packets before that place have been handed on.
 */
export async function readCapture(chunks: AsyncIterable<Uint8Array>, sink: PacketSink): Promise<string | null> {
  let parser: CaptureParser | null = null;
  let rest: Uint8Array = new Uint8Array(0);
  let headerRead = false;
  // What is larger than a packet is a block to skip, or a lie: it is looked at again when there is twice as much.
  for await (const chunk of atLeast(chunks, () => (rest.length > maxPacketBytes ? rest.length : 0))) {
    let bytes = chunk;
    let at = 0;
    if (rest.length > 0) {
      // The packet that was cut is put together with what follows; the whole chunk only when it does not suffice.
      bytes = Buffer.concat([rest, chunk.subarray(0, parser ? seamBytes : chunk.length)]);
      at = parser?.parse(bytes, 0) ?? 0;
      if (at >= rest.length) [bytes, at] = [chunk, at - rest.length];
      else if (parser && chunk.length > seamBytes) bytes = Buffer.concat([bytes, chunk.subarray(seamBytes)]);
    }
    if (parser || bytes.length >= 4) {
      parser ??= parserFor(bytes, sink);
      at = parser.parse(bytes, at);
      headerRead ||= at > 0;
    }
    rest = copyOf(bytes, at, bytes.length);
  }
  if (!parser) throw new CaptureError(rest.length ? 'neither pcap nor pcapng' : 'empty file', 0);
  if (rest.length > 0 && !headerRead) throw new CaptureError('cut off inside the file header', 0);
  return rest.length ? `cut off inside packet ${parser.packets + 1}` : null;
}

/** The chunks, joined until they have as many bytes as are wanted. */
async function* atLeast(chunks: AsyncIterable<Uint8Array>, wantedBytes: () => number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    if (heldBytes + chunk.length < wantedBytes()) {
      held.push(copyOf(chunk, 0, chunk.length));
      heldBytes += chunk.length;
      continue;
    }
    yield held.length > 0 ? Buffer.concat([...held, chunk]) : chunk;
    held = [];
    heldBytes = 0;
  }
  if (held.length > 0) yield Buffer.concat(held);
}
