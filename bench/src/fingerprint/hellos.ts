import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCapture, type Transport } from '@ja4-platform/sensors';

const root = join(import.meta.dirname, '..', '..', '..');
const vectors = join(root, '..', 'shared', 'vectors', 'hellos.jsonl');

export interface Hello {
  readonly transport: Transport;
  /** The message without its header. */
  readonly body: Buffer;
}

/** The ClientHellos that the sample's clients sent, in their order: 461 connections of browsers, tools and attackers. */
export async function sampleHellos(): Promise<Hello[]> {
  const streams = new Map<string, Buffer>();
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(readFileSync(join(root, 'bench', 'sample', 'sample.pcap')));
  }
  await readCapture(chunks(), {
    packet: (_linkType, _timeUs, bytes, start, end) => {
      const ip = Buffer.from(bytes.subarray(start + 14, end));
      const isIpv6 = (ip[0] ?? 0) >> 4 === 6;
      const tcp = ip.subarray(isIpv6 ? 40 : 20, isIpv6 ? 40 + ip.readUInt16BE(4) : ip.readUInt16BE(2));
      const payload = tcp.subarray(((tcp[12] ?? 0) >> 4) * 4);
      // A port may serve two connections: the second one's SYN begins anew.
      const syn = ((tcp[13] ?? 0) & 2) !== 0;
      const key = `${ip.toString('hex', isIpv6 ? 8 : 12, isIpv6 ? 40 : 20)} ${tcp.readUInt16BE(0)} ${syn ? tcp.readUInt32BE(4) : ''}`;
      const begun = streams.get(key) ?? Buffer.alloc(0);
      streams.set(key, Buffer.concat([begun, payload]));
    },
  });
  return [...streams.values()].filter(isWholeHello).map((stream) => ({ transport: 't', body: stream.subarray(9) }));
}

/** The distinct hellos of the public captures, of every transport; the sample's where those are not at hand. */
export async function distinctHellos(): Promise<{ source: string; hellos: Hello[] }> {
  if (!existsSync(vectors)) return { source: 'bench/sample/sample.pcap', hellos: await sampleHellos() };
  const hellos = readFileSync(vectors, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { transport: Transport; client_hello_body_hex: string })
    .map(({ transport, client_hello_body_hex: hex }) => ({ transport, body: Buffer.from(hex, 'hex') }));
  return { source: 'shared/vectors/hellos.jsonl', hellos };
}

/** One record with one ClientHello and nothing behind it. */
function isWholeHello(stream: Buffer): boolean {
  return stream.length > 9 && stream[0] === 22 && stream[5] === 1 && stream.readUIntBE(6, 3) === stream.length - 9;
}
