import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import { u8 } from '../bytes.js';
import type { LongHeader } from './long-header.js';
import type { VersionParameters } from './version.js';

const tagBytes = 16;
const sampleBytes = 16;
const ivBytes = 12;
const secretBytes = 32;
const keyBytes = 16;

const blockBytes = 64;

/**
 * HMAC-SHA-256 (RFC 2104) for keys of up to 64 bytes. By two one-shot hashes, which cost a fifth of an Hmac object: in
 * a flood of Initials that nothing opens this is most of the work.
 */
function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  const inner = Buffer.alloc(blockBytes + data.length);
  const outer = Buffer.alloc(blockBytes + secretBytes);
  for (let index = 0; index < blockBytes; index += 1) {
    const byte = key[index] ?? 0;
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  inner.set(data, blockBytes);
  outer.set(hash('sha256', inner, 'buffer'), blockBytes);
  return hash('sha256', outer, 'buffer');
}

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
  private readonly secret: Buffer;
  private readonly label: string;
  private readonly headerKey: Buffer;
  /** Derived for the first packet that seems to be under these keys. */
  private payloadKeys: { readonly key: Buffer; readonly iv: Buffer } | null = null;
  /** Number that the next packet should have. */
  private expected = 0;

  /** Derives them from the destination connection id of the client's first packet. */
  constructor({ salt, label }: VersionParameters, destinationId: Uint8Array) {
    this.secret = expand(hmac(salt, destinationId), 'client in', secretBytes);
    this.label = label;
    this.headerKey = expand(this.secret, `${label}hp`, keyBytes);
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
    const { key, iv } = (this.payloadKeys ??= this.derivePayloadKeys());
    const decipher = createDecipheriv('aes-128-gcm', key, nonceOf(iv, number));
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

  private derivePayloadKeys() {
    const { secret, label } = this;
    return { key: expand(secret, `${label}key`, keyBytes), iv: expand(secret, `${label}iv`, ivBytes) };
  }
}

/** The iv XOR the number of the packet; Initial packets do not come near 2^48. */
function nonceOf(iv: Buffer, number: number): Buffer {
  const nonce = Buffer.from(iv);
  const high = Math.floor(number / 2 ** 32);
  nonce.writeUInt32BE((nonce.readUInt32BE(4) ^ high) >>> 0, 4);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ (number % 2 ** 32)) >>> 0, 8);
  return nonce;
}
