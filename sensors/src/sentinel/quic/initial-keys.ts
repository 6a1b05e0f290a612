import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { u8 } from '../bytes.js';
import type { LongHeader } from './long-header.js';
import type { VersionParameters } from './version.js';

const tagBytes = 16;
const sampleBytes = 16;
const ivBytes = 12;
const secretBytes = 32;
const keyBytes = 16;

const hmac = (key: Uint8Array, data: Uint8Array): Buffer => createHmac('sha256', key).update(data).digest();

/** HKDF-Expand-Label (RFC 8446 section 7.1) without context, for results of one block. */
function expand(secret: Uint8Array, label: string, length: number): Buffer {
  const name = `tls13 ${label}`;
  const info = Buffer.from([length >> 8, length & 0xff, name.length, ...Buffer.from(name), 0, 1]);
  return hmac(secret, info).subarray(0, length);
}

/** Number of a packet from its lowest bytes, next to the one expected (RFC 9000 appendix A.3). */
export function fullPacketNumber(truncated: number, bytes: number, expected: number): number {
  const window = 2 ** (8 * bytes);
  const candidate = expected - (expected % window) + truncated;
  if (candidate <= expected - window / 2) return candidate + window;
  return candidate > expected + window / 2 && candidate >= window ? candidate - window : candidate;
}

/** The keys with which a client protects its Initial packets (RFC 9001 sections 5.2 to 5.4). */
export class InitialKeys {
  private readonly key: Buffer;
  private readonly iv: Buffer;
  private readonly headerKey: Buffer;
  /** Number that the next packet should have. */
  private expected = 0;

  /** Derives them from the destination connection id of the client's first packet. */
  constructor({ salt, label }: VersionParameters, destinationId: Uint8Array) {
    const secret = expand(hmac(salt, destinationId), 'client in', secretBytes);
    this.key = expand(secret, `${label}key`, keyBytes);
    this.iv = expand(secret, `${label}iv`, ivBytes);
    this.headerKey = expand(secret, `${label}hp`, keyBytes);
  }

  /** The frames of a packet; null when these are not its keys, or it was changed or cut on its way. */
  open(bytes: Uint8Array, { start, packetNumber, end }: LongHeader): Uint8Array | null {
    const sample = packetNumber + 4;
    if (sample + sampleBytes > end) return null;
    const mask = createCipheriv('aes-128-ecb', this.headerKey, null).update(
      bytes.subarray(sample, sample + sampleBytes),
    );
    const first = u8(bytes, start) ^ (u8(mask, 0) & 0x0f);
    // Reserved bits are zero (RFC 9000 section 17.2): three of four packets under other keys end here, cheaply.
    if (first & 0x0c) return null;
    const numberBytes = (first & 3) + 1;
    const payload = packetNumber + numberBytes;
    const header = Buffer.from(bytes.subarray(start, payload));
    header[0] = first;
    let truncated = 0;
    for (let index = 0; index < numberBytes; index += 1) {
      const byte = u8(bytes, packetNumber + index) ^ u8(mask, 1 + index);
      header[packetNumber - start + index] = byte;
      truncated = truncated * 256 + byte;
    }
    const number = fullPacketNumber(truncated, numberBytes, this.expected);
    const decipher = createDecipheriv('aes-128-gcm', this.key, this.nonce(number));
    decipher.setAAD(header).setAuthTag(bytes.subarray(end - tagBytes, end));
    const frames = decipher.update(bytes.subarray(payload, end - tagBytes));
    try {
      decipher.final();
    } catch {
      return null;
    }
    this.expected = Math.max(this.expected, number + 1);
    return frames;
  }

  /** The iv XOR the number of the packet; Initial packets do not come near 2^48. */
  private nonce(number: number): Buffer {
    const nonce = Buffer.from(this.iv);
    const high = Math.floor(number / 2 ** 32);
    nonce.writeUInt32BE((nonce.readUInt32BE(4) ^ high) >>> 0, 4);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ (number % 2 ** 32)) >>> 0, 8);
    return nonce;
  }
}
