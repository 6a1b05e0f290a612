import { createCipheriv, createHmac } from 'node:crypto';

/** A piece of the handshake for a CRYPTO frame. */
export const cryptoFrame = (offset: number, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([6]), varint(offset), varint(data.length), data]);

export const ping = Buffer.from([1]);

/** An ACK of packet 0. */
export const ack = Buffer.from([2, 0, 0, 0, 0]);

function varint(number: number, bytes = number < 64 ? 1 : number < 16_384 ? 2 : 4): Buffer {
  const encoded = Buffer.alloc(bytes);
  encoded.writeUIntBE(number, 0, bytes);
  encoded[0] = (encoded[0] ?? 0) | (Math.log2(bytes) << 6);
  return encoded;
}

export interface InitialParts {
  /** What the packet carries. */
  frames: Buffer;
  destinationId?: Buffer;
  sourceId?: Buffer;
  /** Connection id that the keys come from; the destination id when absent. */
  keyId?: Buffer;
  version?: number;
  salt?: string;
  token?: Buffer;
  number?: number;
  numberBytes?: number;
  /** The fixed bit, which may be greased. */
  fixedBit?: 0 | 1;
  /** Whose keys. */
  side?: 'client' | 'server';
}

export const firstId = Buffer.from('8394c8f03e515708', 'hex');
const v1Salt = '38762cf7f55934b34d179ae6a4c80cadccbb7f0a';
const v2Salt = '0dede3def700a6db819381be6e269dcbf9bd2ed9';
export const v2 = 0x6b3343cf;

function expand(secret: Buffer, label: string, length: number): Buffer {
  const full = Buffer.from(`tls13 ${label}`, 'latin1');
  const info = Buffer.concat([Buffer.from([0, length, full.length]), full, Buffer.from([0, 1])]);
  return createHmac('sha256', secret).update(info).digest().subarray(0, length);
}

/** An Initial packet as a client (or a server) protects it: RFC 9001 section 5, RFC 9369 for version 2. */
export function initialPacket(parts: InitialParts): Buffer {
  const { destinationId = firstId, sourceId = Buffer.alloc(0), token = Buffer.alloc(0), version = 1 } = parts;
  const { number = 0, numberBytes = 4, fixedBit = 1, side = 'client' } = parts;
  const salt = Buffer.from(parts.salt ?? (version === v2 ? v2Salt : v1Salt), 'hex');
  const label = version === v2 ? 'quicv2' : 'quic';
  const initialSecret = createHmac('sha256', salt)
    .update(parts.keyId ?? destinationId)
    .digest();
  const secret = expand(initialSecret, `${side} in`, 32);
  const start = Buffer.alloc(5);
  start[0] = 0x80 | (fixedBit << 6) | (version === v2 ? 0x10 : 0) | (numberBytes - 1);
  start.writeUInt32BE(version, 1);
  const numberField = Buffer.alloc(8);
  numberField.writeBigUInt64BE(BigInt(number));
  const header = Buffer.concat([
    start,
    Buffer.from([destinationId.length]),
    destinationId,
    Buffer.from([sourceId.length]),
    sourceId,
    varint(token.length),
    token,
    varint(numberBytes + parts.frames.length + 16, 2),
    numberField.subarray(8 - numberBytes),
  ]);
  const nonce = expand(secret, `${label} iv`, 12);
  for (let index = 0; index < 8; index += 1) nonce[4 + index] = (nonce[4 + index] ?? 0) ^ (numberField[index] ?? 0);
  const cipher = createCipheriv('aes-128-gcm', expand(secret, `${label} key`, 16), nonce).setAAD(header);
  const sealed = Buffer.concat([cipher.update(parts.frames), cipher.final(), cipher.getAuthTag()]);
  const packet = Buffer.concat([header, sealed]);
  const at = header.length - numberBytes;
  const mask = createCipheriv('aes-128-ecb', expand(secret, `${label} hp`, 16), null).update(
    packet.subarray(at + 4, at + 20),
  );
  packet[0] = (packet[0] ?? 0) ^ ((mask[0] ?? 0) & 0x0f);
  for (let index = 0; index < numberBytes; index += 1)
    packet[at + index] = (packet[at + index] ?? 0) ^ (mask[1 + index] ?? 0);
  return packet;
}

/** Frames filled up with PADDING to the size that a client's first packet has. */
export const padded = (...frames: Buffer[]): Buffer => {
  const bytes = Buffer.concat(frames);
  return Buffer.concat([bytes, Buffer.alloc(Math.max(0, 1162 - bytes.length))]);
};
