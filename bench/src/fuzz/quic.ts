import { createCipheriv, createHmac } from 'node:crypto';

const destinationId = Buffer.from('8394c8f03e515708', 'hex');

interface Keys {
  readonly version: number;
  readonly typeBits: number;
  readonly key: Buffer;
  readonly iv: Buffer;
  readonly headerKey: Buffer;
}

const hmac = (key: Buffer, data: Buffer): Buffer => createHmac('sha256', key).update(data).digest();

function keysOf(version: number, saltHex: string, label: string, typeBits: number): Keys {
  const expand = (secret: Buffer, name: string, length: number): Buffer => {
    const full = Buffer.from(`tls13 ${name}`);
    return hmac(secret, Buffer.from([0, length, full.length, ...full, 0, 1])).subarray(0, length);
  };
  const secret = expand(hmac(Buffer.from(saltHex, 'hex'), destinationId), 'client in', 32);
  const [key, iv, headerKey] = [
    expand(secret, `${label} key`, 16),
    expand(secret, `${label} iv`, 12),
    expand(secret, `${label} hp`, 16),
  ];
  return { version, typeBits, key, iv, headerKey };
}

/** Of versions 1 and 2 (RFC 9001, RFC 9369) and of draft 29. */
const allKeys = [
  keysOf(1, '38762cf7f55934b34d179ae6a4c80cadccbb7f0a', 'quic', 0),
  keysOf(0x6b3343cf, '0dede3def700a6db819381be6e269dcbf9bd2ed9', 'quicv2', 0x10),
  keysOf(0xff00001d, 'afbfec289993d24c9e9786f19c6111e04390a899', 'quic', 0),
] as const;

/** A client's Initial packet around these frames, protected as RFC 9001 section 5 says: a parser's way in to what is encrypted. */
export function sealed(frames: Buffer, number: number, version: number): Buffer {
  const { typeBits, key, iv, headerKey, ...keys } = allKeys[version % allKeys.length] as Keys;
  const header = Buffer.alloc(20 + destinationId.length);
  header[0] = 0xc3 | typeBits;
  header.writeUInt32BE(keys.version, 1);
  header[5] = destinationId.length;
  destinationId.copy(header, 6);
  // No source id, no token; the length of what follows, and a packet number of four bytes.
  header.writeUInt32BE((0x80000000 | (frames.length + 20)) >>> 0, 16);
  header.writeUInt32BE(number, 20);
  const start = header.subarray(0, 24);
  const nonce = Buffer.from(iv);
  nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ number) >>> 0, 8);
  const cipher = createCipheriv('aes-128-gcm', key, nonce).setAAD(start);
  const packet = Buffer.concat([start, cipher.update(frames), cipher.final(), cipher.getAuthTag()]);
  const mask = createCipheriv('aes-128-ecb', headerKey, null).update(packet.subarray(24, 40));
  packet[0] = (packet[0] ?? 0) ^ ((mask[0] ?? 0) & 0x0f);
  for (let at = 0; at < 4; at += 1) packet[20 + at] = (packet[20 + at] ?? 0) ^ (mask[1 + at] ?? 0);
  return packet;
}

/** A CRYPTO frame with offset and length of four bytes. */
export function cryptoFrame(offset: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head[0] = 6;
  head.writeUInt32BE((0x80000000 | offset) >>> 0, 1);
  head.writeUInt32BE((0x80000000 | data.length) >>> 0, 5);
  return Buffer.concat([head, data]);
}
