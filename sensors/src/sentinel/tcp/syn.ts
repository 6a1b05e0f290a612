import { u16, u8 } from '../bytes.js';
import { ipFacts, type IpFacts } from '../ip/facts.js';
import type { Packet } from '../packet.js';
import type { Segment } from './segment.js';

/** What a client's SYN tells about its system. Null where the packet does not say. */
export interface SynFacts extends IpFacts {
  readonly timeUs: number;
  readonly window: number;
  readonly mss: number | null;
  readonly windowScale: number | null;
  /** Kinds of the options in their order, joined by `-`, up to the end-of-options mark. */
  readonly options: string;
}

const endOfOptions = 0;
const noOperation = 1;
const maximumSegmentSize = 2;
const windowScaling = 3;

/** Reads the facts of a SYN whose header has been read into `segment`. */
export function synFacts(packet: Packet, segment: Segment): SynFacts {
  const { bytes } = packet;
  const kinds: number[] = [];
  let mss: number | null = null;
  let windowScale: number | null = null;
  let at = segment.options;
  while (at < segment.payload) {
    const kind = u8(bytes, at);
    if (kind === endOfOptions) break;
    let length = 1;
    if (kind !== noOperation) {
      length = at + 1 < segment.payload ? u8(bytes, at + 1) : 0;
      if (length < 2 || at + length > segment.payload) break;
    }
    kinds.push(kind);
    if (kind === maximumSegmentSize && length === 4) mss = u16(bytes, at + 2);
    if (kind === windowScaling && length === 3) windowScale = u8(bytes, at + 2);
    at += length;
  }
  return {
    ...ipFacts(packet),
    timeUs: packet.timeUs,
    window: segment.window,
    mss,
    windowScale,
    options: kinds.join('-'),
  };
}
