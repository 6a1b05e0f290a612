/** Cipher suites and extensions of a few made-up clients: enough variety for a bench, no claim to be anyone's. */
const clients = [
  { ciphers: [0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030], alpn: ['h2', 'http/1.1'] },
  { ciphers: [0x1302, 0x1303, 0x1301, 0xc02c, 0xc030, 0x009f], alpn: ['http/1.1'] },
  { ciphers: [0xc02b, 0xc02f, 0x009e, 0x0035, 0x002f], alpn: [] },
] as const;

const u8 = (value: number): Buffer => Buffer.from([value]);
const u16 = (...values: number[]): Buffer => Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]));
const sized8 = (body: Buffer): Buffer => Buffer.concat([u8(body.length), body]);
const sized16 = (body: Buffer): Buffer => Buffer.concat([u16(body.length), body]);
const extension = (type: number, body: Buffer): Buffer => Buffer.concat([u16(type), sized16(body)]);

/** Returns one TLS record that holds a ClientHello (RFC 8446 section 4.1.2) of client `index` for `serverName`. */
export function clientHelloRecord(index: number, serverName: string): Buffer {
  const { ciphers, alpn } = clients[index % clients.length] ?? clients[0];
  const name = Buffer.from(serverName);
  const extensions = [
    extension(0, sized16(Buffer.concat([u8(0), sized16(name)]))),
    extension(10, sized16(u16(0x001d, 0x0017, 0x0018))),
    extension(11, sized8(u8(0))),
    extension(13, sized16(u16(0x0403, 0x0804, 0x0401, 0x0503, 0x0805))),
  ];
  if (alpn.length) {
    extensions.push(extension(16, sized16(Buffer.concat(alpn.map((protocol) => sized8(Buffer.from(protocol)))))));
  }
  if (ciphers[0] === 0x1301) extensions.push(extension(43, sized8(u16(0x0304, 0x0303))));
  const body = Buffer.concat([
    u16(0x0303),
    Buffer.alloc(32, index + 1),
    sized8(Buffer.alloc(0)),
    sized16(u16(...ciphers)),
    sized8(u8(0)),
    sized16(Buffer.concat(extensions)),
  ]);
  const handshake = Buffer.concat([u8(1), u8(body.length >> 16), u16(body.length & 0xffff), body]);
  return Buffer.concat([u8(22), u16(0x0301), sized16(handshake)]);
}
