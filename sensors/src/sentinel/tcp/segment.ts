import { u16, u32, u8 } from '../bytes.js';
import type { Packet } from '../packet.js';

const headerBytes = 20;
const synFlag = 0x02;
const resetFlag = 0x04;
const ackFlag = 0x10;

/** The TCP header (RFC 9293 section 3.1) of the packet being looked at; one object serves all. */
export class Segment {
  sourcePort = 0;
  destinationPort = 0;
  sequence = 0;
  window = 0;
  /** A client opens the connection: SYN without ACK. */
  opens = false;
  /** A server answers: SYN with ACK. */
  answers = false;
  /** What a reset carries is a text about its reason, not a part of the stream (RFC 9293 section 3.5.3). */
  resets = false;
  /** Where the options and the payload are in the packet's bytes. */
  options = 0;
  payload = 0;

  /** Reads the header at the packet's offset; false when it is not whole. */
  read(packet: Packet): boolean {
    const { bytes, offset } = packet;
    if (packet.end - offset < headerBytes) return false;
    const length = (u8(bytes, offset + 12) >> 4) * 4;
    if (length < headerBytes || length > packet.end - offset) return false;
    this.sourcePort = u16(bytes, offset);
    this.destinationPort = u16(bytes, offset + 2);
    this.sequence = u32(bytes, offset + 4);
    this.window = u16(bytes, offset + 14);
    const flags = u8(bytes, offset + 13);
    this.opens = (flags & (synFlag | ackFlag | resetFlag)) === synFlag;
    this.answers = (flags & (synFlag | ackFlag | resetFlag)) === (synFlag | ackFlag);
    this.resets = (flags & resetFlag) !== 0;
    this.options = offset + headerBytes;
    this.payload = offset + length;
    // The SYN takes a number of its own: data on it (fast open, RFC 7413) starts behind.
    if (this.opens || this.answers) this.sequence = (this.sequence + 1) >>> 0;
    return true;
  }
}
