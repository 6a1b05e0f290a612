import { crc32 } from 'node:zlib';

/**
 * A frame is what one write adds to a segment: length of the payload (4 bytes), CRC-32 of all that follows (4), number of
 * its batch (6), lines (4), then the payload: NDJSON, each line with its end. Numbers are big-endian.
 */
export const headerBytes = 18;
/** Longer payloads are damage: a frame is closed at a megabyte, and a line has little more than that. */
const maxPayloadBytes = 4 * 1024 * 1024;

export interface Frame {
  readonly batch: number;
  readonly lines: number;
  readonly payload: Buffer;
  /** Offset behind the frame. */
  readonly end: number;
}

/** Writes the header of a frame whose payload stands behind the room for it. */
export function writeHeader(frame: Buffer, batch: number, lines: number): void {
  const payload = frame.subarray(headerBytes);
  frame.writeUInt32BE(payload.length, 0);
  frame.writeUIntBE(batch, 8, 6);
  frame.writeUInt32BE(lines, 14);
  frame.writeUInt32BE(checksum(frame, 0, payload), 4);
}

/** The frame at `start`; 'short' when its end is not there yet, 'damaged' when the bytes are no frame. */
export function frameAt(bytes: Buffer, start: number): Frame | 'short' | 'damaged' {
  if (bytes.length - start < headerBytes) return 'short';
  const length = bytes.readUInt32BE(start);
  if (length === 0 || length > maxPayloadBytes) return 'damaged';
  const from = start + headerBytes;
  const end = from + length;
  if (end > bytes.length) return 'short';
  const payload = bytes.subarray(from, end);
  if (checksum(bytes, start, payload) !== bytes.readUInt32BE(start + 4)) return 'damaged';
  return { batch: bytes.readUIntBE(start + 8, 6), lines: bytes.readUInt32BE(start + 14), payload, end };
}

function checksum(header: Buffer, start: number, payload: Uint8Array): number {
  const facts = crc32(header.subarray(start + 8, start + headerBytes), header.readUInt32BE(start));
  return crc32(payload, facts);
}
