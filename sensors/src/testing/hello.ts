/** What a test's ClientHello holds; the bytes around it are filled in. */
export interface HelloParts {
  version?: number;
  ciphers?: number[];
  extensions?: [type: number, content: Buffer][];
}

const u16 = (number: number): Buffer => Buffer.from([number >> 8, number & 0xff]);

const list16 = (numbers: number[]): Buffer => Buffer.concat(numbers.map(u16));

/** Bytes preceded by their length. */
const with8 = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length]), bytes]);
const with16 = (bytes: Buffer): Buffer => Buffer.concat([u16(bytes.length), bytes]);

export const sniContent = (name: string): Buffer =>
  with16(Buffer.concat([Buffer.from([0]), with16(Buffer.from(name))]));
export const alpnContent = (...names: (string | Buffer)[]): Buffer =>
  with16(Buffer.concat(names.map((name) => with8(Buffer.from(name)))));
export const numbers16 = (...numbers: number[]): Buffer => with16(list16(numbers));
export const versions = (...numbers: number[]): Buffer => with8(list16(numbers));

/** The body of a ClientHello (RFC 8446 section 4.1.2). */
export function helloBody({ version = 0x0303, ciphers = [0x1301], extensions }: HelloParts): Buffer {
  const parts = [
    u16(version),
    Buffer.alloc(32, 7),
    with8(Buffer.alloc(32, 9)),
    with16(list16(ciphers)),
    Buffer.from([1, 0]),
  ];
  if (extensions)
    parts.push(with16(Buffer.concat(extensions.map(([type, content]) => Buffer.concat([u16(type), with16(content)])))));
  return Buffer.concat(parts);
}

/** The body with its handshake header. */
export function helloMessage(parts: HelloParts): Buffer {
  const body = helloBody(parts);
  return Buffer.concat([Buffer.from([1, body.length >> 16]), u16(body.length & 0xffff), body]);
}

/** The message in handshake records whose payloads have these lengths; the last one takes the rest. */
export function records(message: Buffer, lengths: number[] = []): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (const length of [...lengths, message.length]) {
    const payload = message.subarray(at, at + Math.min(length, 16_384));
    if (payload.length) parts.push(Buffer.from([22, 3, 1]), with16(payload));
    at += payload.length;
  }
  return Buffer.concat(parts);
}

/** A hello as browsers send it today: GREASE everywhere and a key share of ML-KEM that does not fit one segment. */
export const browserHello: HelloParts = {
  ciphers: [0x2a2a, 0x1301, 0x1302, 0x1303, 0xc02b],
  extensions: [
    [0x8a8a, Buffer.alloc(0)],
    [0, sniContent('shop.example')],
    [10, numbers16(0x5a5a, 0x11ec, 29, 23)],
    [11, with8(Buffer.from([0]))],
    [16, alpnContent('h2', 'http/1.1')],
    [13, numbers16(0x0403, 0x0804, 0x0401)],
    [43, versions(0xcaca, 0x0304, 0x0303)],
    [51, with16(Buffer.concat([u16(0x11ec), with16(Buffer.alloc(1216, 5))]))],
    [0xdada, Buffer.from([0])],
  ],
};

/** Fingerprints of {@link browserHello}, written down by the rules and hashed with sha256sum and md5sum. */
export const browserFingerprints = {
  ja4: 't13d0407h2_39e807bd56df_5e6a61e7dae5',
  ja4_o: 't13d0407h2_39e807bd56df_5d813435c62e',
  ja4_r: 't13d0407h2_1301,1302,1303,c02b_000a,000b,000d,002b,0033_0403,0804,0401',
  ja4_ro: 't13d0407h2_1301,1302,1303,c02b_0000,000a,000b,0010,000d,002b,0033_0403,0804,0401',
  ja3: '771,4865-4866-4867-49195,0-10-11-16-13-43-51,4588-29-23,0',
  ja3_hash: '9afffefd6d8806fc010170ee3835d313',
};

export const browserStream = records(helloMessage(browserHello));
