import { PassThrough } from 'node:stream';
import { calculateJa3, calculateJa4, readTlsClientHello } from 'read-tls-client-hello';

/** JA4 and JA3 of a TLS record by npm read-tls-client-hello, which reads hellos from streams only. */
export async function byLibrary(record: Buffer): Promise<{ ja4: string; ja3: string }> {
  const stream = new PassThrough();
  stream.end(record);
  const hello = await readTlsClientHello(stream);
  return { ja4: calculateJa4(hello), ja3: calculateJa3(hello) };
}

/** The body in one handshake record (RFC 8446 section 5.1). */
export function recordOf(body: Buffer): Buffer {
  const header = Buffer.from([22, 3, 1, 0, 0, 1, 0, 0, 0]);
  header.writeUInt16BE(body.length + 4, 3);
  header.writeUIntBE(body.length, 6, 3);
  return Buffer.concat([header, body]);
}
