import { VarintReader } from './varint.js';

/** Receives each CRYPTO frame: its place in the handshake, and where its data stands in the bytes given. */
export type CryptoVisitor = (offset: number, start: number, end: number) => void;

/**
 * Reads the frames that an Initial packet may hold (RFC 9000 section 12.4): PADDING, PING, ACK, CRYPTO, CONNECTION_CLOSE.
 *
 * @returns false when it ended before the bytes did, at another frame or one that is not whole.
 */
export function readFrames(bytes: Uint8Array, visit: CryptoVisitor): boolean {
  const reader = new VarintReader(bytes, 0, bytes.length);
  while (reader.at < reader.end) {
    const type = reader.next();
    switch (type) {
      case 0x00:
      case 0x01:
        break;
      case 0x02:
      case 0x03:
        if (!skipAck(reader, type === 0x03)) return false;
        break;
      case 0x06: {
        const offset = reader.next();
        const length = reader.next();
        const start = reader.at;
        if (offset < 0 || !reader.skip(length)) return false;
        visit(offset, start, reader.at);
        break;
      }
      case 0x1c:
        reader.next(); // Error code and type of the frame that caused it.
        reader.next();
        if (!reader.skip(reader.next())) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function skipAck(reader: VarintReader, hasCounts: boolean): boolean {
  reader.next(); // Largest number acknowledged, and delay.
  reader.next();
  const ranges = reader.next();
  // The first range, a gap and a length for each other, and three counts of ECN marks.
  const numbers = 1 + 2 * ranges + (hasCounts ? 3 : 0);
  if (ranges < 0 || numbers > reader.end - reader.at) return false;
  for (let index = 0; index < numbers; index += 1) {
    if (reader.next() < 0) return false;
  }
  return true;
}
