import { u32, u8 } from '../bytes.js';
import { VarintReader } from './varint.js';
import { parametersOf, type VersionParameters } from './version.js';

const longForm = 0x80;
/** First byte, version and two lengths of connection ids. */
const minBytes = 7;
const maxConnectionIdBytes = 20;

/**
 * A packet with a long header (RFC 9000 section 17.2). The fixed bit may have any value (RFC 9287); the lower bits of the first
 * byte and the packet number are still protected.
 */
export interface LongHeader {
  readonly version: number;
  readonly parameters: VersionParameters;
  readonly isInitial: boolean;
  /** The client's first choice, later the server's. */
  readonly destinationId: Uint8Array;
  readonly sourceId: Uint8Array;
  /** Only a client sends one: a server gave it with a Retry or in an earlier connection. */
  readonly hasToken: boolean;
  readonly start: number;
  /** Where the packet number stands. */
  readonly packetNumber: number;
  readonly end: number;
}

/**
 * True where a packet with a long header of a version that can be read may begin: the look that every datagram gets. Version
 * Negotiation has version 0.
 */
export function mayBeLongHeader(bytes: Uint8Array, at: number, end: number): boolean {
  return end - at >= minBytes && (u8(bytes, at) & longForm) !== 0 && parametersOf(u32(bytes, at + 1)) !== undefined;
}

/** Reads the header at `at`; null when it is none, has no length (Retry), or the packet is not whole. */
function longHeader(bytes: Uint8Array, at: number, end: number): LongHeader | null {
  if (!mayBeLongHeader(bytes, at, end)) return null;
  const version = u32(bytes, at + 1);
  const parameters = parametersOf(version);
  if (!parameters) return null;
  const type = (u8(bytes, at) >> 4) & 3;
  if (type === parameters.retryType) return null;
  const isInitial = type === parameters.initialType;
  const reader = new VarintReader(bytes, at + 5, end);
  const destinationId = connectionId(reader);
  const sourceId = connectionId(reader);
  if (!destinationId || !sourceId) return null;
  const tokenLength = isInitial ? reader.next() : 0;
  if (!reader.skip(tokenLength)) return null;
  const length = reader.next();
  const packetNumber = reader.at;
  if (length < 0 || length > end - packetNumber) return null;
  return {
    version,
    parameters,
    isInitial,
    destinationId,
    sourceId,
    hasToken: tokenLength > 0,
    start: at,
    packetNumber,
    end: packetNumber + length,
  };
}

function connectionId(reader: VarintReader): Uint8Array | null {
  const { bytes, at } = reader;
  const length = at < reader.end ? u8(bytes, at) : maxConnectionIdBytes + 1;
  if (length > maxConnectionIdBytes || !reader.skip(1 + length)) return null;
  return bytes.subarray(at + 1, at + 1 + length);
}

/** Most packets in one datagram that are looked at: a client sends an Initial or two, 0-RTT and Handshake. */
const maxCoalesced = 16;

/** The Initial packets of a datagram, which may stand among others (RFC 9000 section 12.2). */
export function initialPackets(bytes: Uint8Array, start: number, end: number): LongHeader[] {
  const initials: LongHeader[] = [];
  let header = longHeader(bytes, start, end);
  for (let count = 0; header && count < maxCoalesced; count += 1) {
    if (header.isInitial) initials.push(header);
    header = longHeader(bytes, header.end, end);
  }
  return initials;
}
