import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCapture } from '@ja4-platform/sensors';
import { distinctHellos, sampleHellos, type Hello } from '../fingerprint/hellos.js';
import { joined } from './packets.js';
import { cryptoFrame } from './quic.js';
import { maxInputBytes } from './mutate.js';
import { searchBytes, type TargetName } from './targets.js';

const root = join(import.meta.dirname, '..', '..', '..');
const captures = join(root, 'sensors', 'captures');
/** Captures of others, of every link layer and tunnel: used where they are at hand. */
const vectors = join(root, '..', 'shared', 'vectors');
const maxHellos = 150;
const maxVectorBytes = 1_000_000;
const maxSampleBytes = 100_000;
const runsPerVector = 6;

type Packets = { linkType: number; bytes: Buffer }[];

async function collect(file: Buffer, packets: Packets): Promise<void> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(file);
  }
  await readCapture(chunks(), {
    packet: (linkType, _timeUs, bytes, start, end) =>
      packets.push({ linkType, bytes: Buffer.from(bytes.subarray(start, end)) }),
  });
}

async function packetsOf(file: Buffer): Promise<Packets> {
  const packets: Packets = [];
  await collect(file, packets);
  return packets;
}

/** The first packets of each capture among the vectors; those that are no capture, or a damaged one, as far as they go. */
async function vectorRuns(): Promise<Packets[]> {
  if (!existsSync(vectors)) return [];
  const names = readdirSync(vectors, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.p?cap(ng)?$/.test(name),
  );
  const found: Packets[] = [];
  for (const name of names) {
    const file = readFileSync(join(vectors, name)).subarray(0, maxVectorBytes);
    const packets: Packets = [];
    await collect(file, packets).catch(() => {});
    found.push(...runs(packets).slice(0, runsPerVector));
  }
  return found;
}

/** Runs of packets that fit an input. */
function runs(packets: Packets): Packets[] {
  const found: Packets[] = [];
  for (let at = 0; at < packets.length; at += 4) found.push(packets.slice(at, at + 6));
  return found.filter((run) => joined(run).length <= maxInputBytes);
}

/** The payload of a UDP datagram over Ethernet and IPv4; undefined for other packets. */
function udpPayload({ linkType, bytes }: Packets[number]): Buffer | undefined {
  if (linkType !== 1 || bytes.length < 43 || bytes.readUInt16BE(12) !== 0x0800 || bytes[23] !== 17) return undefined;
  return bytes.subarray(14 + 4 * ((bytes[14] ?? 0) & 15) + 8);
}

const message = (body: Buffer): Buffer => {
  const header = Buffer.alloc(4, 1);
  header.writeUIntBE(body.length, 1, 3);
  return Buffer.concat([header, body]);
};
const record = (content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([22, 3, 1, content.length >> 8, content.length & 0xff]), content]);

/** What may stand before a hello, and so much that the search for one nearly ends. */
const prologues = [
  'CONNECT shop.example:443 HTTP/1.1\r\nHost: shop.example:443\r\n\r\n',
  'PROXY TCP4 192.0.2.7 203.0.113.9 50000 443\r\n',
  'EHLO client.example\r\nSTARTTLS\r\n',
  '\x05\x01\x00\x05\x01\x00\x01\x01\x02\x03\x04\x01\xbb',
  'x'.repeat(searchBytes - 10),
];
const changeCipherSpec = Buffer.from('140303000101', 'hex');

/** A client's stream: the hello at its start, behind something else, and twice. */
const streamsOf = (body: Buffer, index: number): Buffer[] => {
  const hello = record(message(body));
  const prologue = Buffer.from(prologues[index % prologues.length] ?? '', 'latin1');
  return [hello, Buffer.concat([prologue, hello]), Buffer.concat([hello, changeCipherSpec, hello])];
};

export type Seeds = Record<TargetName, Buffer[]>;

function seedsFrom(hellos: readonly Hello[], packets: readonly Packets[], files: readonly Buffer[]): Seeds {
  const step = Math.ceil(hellos.length / maxHellos);
  const chosen = hellos.filter(({ body }, index) => index % step === 0 && body.length < 4000);
  const bodies = chosen.map(({ body }) => body);
  const datagrams = packets
    .map((run) => run.flatMap((packet) => udpPayload(packet) ?? []))
    .filter((payloads) => payloads.length > 0)
    .map((payloads) => joined(payloads.map((bytes) => ({ linkType: 0, bytes }))));
  return {
    hello: chosen.map(({ transport, body }) => Buffer.concat([Buffer.from(['tqd'.indexOf(transport)]), body])),
    handshake: bodies.map(message),
    stream: bodies.flatMap(streamsOf).filter(({ length }) => length <= maxInputBytes),
    frames: bodies.map((body) => cryptoFrame(0, message(body))),
    datagrams,
    packets: packets.map(joined),
    splits: chosen
      .filter(({ transport }) => transport !== 'd')
      .map(({ body }) => Buffer.concat([Buffer.alloc(4), body])),
    capture: files.map((file) => file.subarray(0, maxInputBytes)),
  };
}

/** From the captures of real clients that the project holds: what is kept in the corpus comes from these alone. */
export async function ownSeeds(): Promise<Seeds> {
  const files = readdirSync(captures)
    .filter((name) => name.endsWith('.pcapng'))
    .map((name) => readFileSync(join(captures, name)));
  const sample = readFileSync(join(root, 'bench', 'sample', 'sample.pcap')).subarray(0, maxSampleBytes);
  const packets = await Promise.all([...files, sample].map(packetsOf));
  return seedsFrom(await sampleHellos(), packets.flatMap(runs), files);
}

/** From the captures of others, which are not the project's to keep; nothing where they are not at hand. */
export async function vectorSeeds(): Promise<Seeds> {
  const isThere = existsSync(vectors);
  return seedsFrom(isThere ? (await distinctHellos()).hellos : [], await vectorRuns(), []);
}
