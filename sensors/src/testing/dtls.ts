import { helloBody, type HelloParts } from './hello.js';

/** The body of a DTLS ClientHello: TLS's with a cookie behind the session id. */
export function dtlsBody(parts: HelloParts, cookie = Buffer.alloc(0)): Buffer {
  const body = helloBody({ version: 0xfefd, ...parts });
  const at = 2 + 32 + 1 + (body[34] ?? 0);
  return Buffer.concat([body.subarray(0, at), Buffer.from([cookie.length]), cookie, body.subarray(at)]);
}

const u24 = (number: number): Buffer => Buffer.from([number >> 16, (number >> 8) & 0xff, number & 0xff]);

/** A fragment of a ClientHello with its handshake header; the whole message without `start` and `end`. */
export function dtlsFragment(body: Buffer, number = 0, start = 0, end = body.length): Buffer {
  const head = [Buffer.from([1]), u24(body.length), Buffer.from([number >> 8, number & 0xff])];
  return Buffer.concat([...head, u24(start), u24(end - start), body.subarray(start, end)]);
}

/** A handshake record around what is given. */
export function dtlsRecord(payload: Buffer, { version = 0xfefd, epoch = 0, type = 22 } = {}): Buffer {
  const header = Buffer.alloc(13);
  header[0] = type;
  header.writeUInt16BE(version, 1);
  header.writeUInt16BE(epoch, 3);
  header.writeUInt16BE(payload.length, 11);
  return Buffer.concat([header, payload]);
}
