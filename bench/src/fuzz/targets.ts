import {
  CaptureError,
  fingerprintsOf,
  parseClientHello,
  readCapture,
  Sentinel,
  type TlsEvent,
  type Transport,
} from '@ja4-platform/sensors';
import { separated, udpPacket } from './packets.js';
import { sealed } from './quic.js';
import { seedOf, Random } from './random.js';
import { records, segments, split } from './splits.js';

const rawIp = 101;
const transports = ['t', 'q', 'd'] as const;

export const searchBytes = 700;
/** Small, so that the inputs reach them. */
const limits = {
  flows: 16,
  bufferedBytes: 100_000,
  flowBytes: 20_000,
  searchBytes,
  udpFlows: 8,
  udpBufferedBytes: 60_000,
  datagrams: 4,
};

/** Throws where an input shows a fault. What it does at random follows from the input. */
export type Target = (input: Buffer) => void | Promise<void>;

/** What the executions found, to show that they reached what they aim at. */
export const reached = { hellos: 0, splits: 0, captureErrors: 0 };

const isTrue = (condition: boolean, fault: string): void => {
  if (!condition) throw new Error(fault);
};

/** Checks what the sentinel remembers against its bounds. */
function checkBounds(sentinel: Sentinel): void {
  const now = sentinel.remembered;
  isTrue(now.flows <= limits.flows && now.udpFlows <= limits.udpFlows, 'too many flows');
  isTrue(now.bufferedBytes >= 0 && now.bufferedBytes <= limits.bufferedBytes, 'too many bytes of TCP');
  isTrue(now.udpBufferedBytes >= 0 && now.udpBufferedBytes <= limits.udpBufferedBytes, 'too many bytes of UDP');
  isTrue(now.datagrams <= limits.datagrams && now.datagramBytes <= limits.datagrams * 230_000, 'too many fragments');
  isTrue(now.datagrams > 0 || now.datagramBytes === 0, 'bytes of no datagram');
}

const check = (event: TlsEvent): void => {
  reached.hellos += 1;
  isTrue(event.ja4.length === 36 && event.ja3_hash.length === 32, 'a fingerprint of another length');
  isTrue(event.ja4_r.startsWith(event.ja4.slice(0, 10)) && event.ja4_ro.startsWith(event.ja4_o.slice(0, 10)), 'no JA4');
  isTrue(/^\d{4}-\d\d-\d\dT[\d:.]{15}Z$/.test(event.time), 'no time');
};

/** Lives through all executions: what inputs leave behind must stay within the bounds too. */
const longLived = new Sentinel(check, limits);

/** Gives the packets to a sentinel of their own, so that a fault can be repeated, and some to the one that lives on. */
function feed(packets: readonly { linkType: number; bytes: Buffer }[], seed: number): void {
  const fresh = new Sentinel(check, limits);
  for (const sentinel of seed % 8 === 0 ? [fresh, longLived] : [fresh]) {
    for (const [index, { linkType, bytes }] of packets.entries()) {
      sentinel.packet(linkType, 1000 * index, bytes, 0, bytes.length);
      checkBounds(sentinel);
    }
  }
  fresh.flush();
  checkBounds(fresh);
}

const raw = (packets: readonly Buffer[]): { linkType: number; bytes: Buffer }[] =>
  packets.map((bytes) => ({ linkType: rawIp, bytes }));

/** The body with an empty cookie behind its session id where the carrier is DTLS. */
function bodyFor(transport: Transport, body: Buffer): Buffer {
  if (transport !== 'd') return body;
  const at = 35 + (body[34] ?? 0);
  return Buffer.concat([body.subarray(0, at), Buffer.alloc(1), body.subarray(at)]);
}

/** The same hello over any split has the fingerprints of its bytes. Input: transport and choice of the split, hello. */
function sameOverAnySplit(input: Buffer): void {
  const transport = transports[(input[0] ?? 0) % 3] as Transport;
  const body = bodyFor(transport, input.subarray(4));
  const hello = body.length < 38 ? null : parseClientHello(body, transport);
  const expected = hello && JSON.stringify(fingerprintsOf(hello, transport));
  const events: TlsEvent[] = [];
  const sentinel = new Sentinel((event) => events.push(event));
  for (const bytes of body.length < 38 ? [] : split(body, transport, new Random(seedOf(input)))) {
    sentinel.packet(rawIp, 0, bytes, 0, bytes.length);
  }
  sentinel.flush();
  isTrue(events.length === (expected ? 1 : 0), `${events.length} hellos over ${transport}`);
  const [event] = events;
  if (!event || !expected) return;
  reached.splits += 1;
  for (const [name, value] of Object.entries(JSON.parse(expected) as object)) {
    isTrue(event[name as keyof TlsEvent] === value, `${name} differs over ${transport}`);
  }
}

async function* chunksOf(file: Buffer, random: Random): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length;) {
    const size = 1 + random.below(4000);
    yield await Promise.resolve(file.subarray(at, at + size));
    at += size;
  }
}

/** One for each way in: the layers below are reached through those above, whatever would stop a mutation there is made new. */
export const targets = {
  /** The body of a hello behind a byte for its transport. */
  hello(input) {
    const transport = transports[(input[0] ?? 0) % 3] as Transport;
    const hello = parseClientHello(input.subarray(1), transport);
    if (!hello) return;
    reached.hellos += 1;
    const { ja4, ja3_hash } = fingerprintsOf(hello, transport);
    isTrue(ja4.length === 36 && ja3_hash.length === 32, 'a fingerprint of another length');
    isTrue(hello.alpn === null || hello.alpn.length < 65_536, 'too many protocols');
    isTrue(hello.serverName === null || hello.serverName.length < 4 * 65_536, 'too long a name');
  },
  /** A handshake message, in records and segments made for it. */
  handshake(input) {
    const seed = seedOf(input);
    const random = new Random(seed);
    feed(raw(segments(records(input, random), random)), seed);
  },
  /** What a client sends over TCP, in segments made for it, some of them without a SYN. */
  stream(input) {
    const seed = seedOf(input);
    const random = new Random(seed);
    feed(raw(segments(input, random).slice(random.below(2))), seed);
  },
  /** The frames of QUIC Initials, sealed after the mutation. */
  frames(input) {
    const seed = seedOf(input);
    const random = new Random(seed);
    const cut = random.oneIn(2) ? input.length : random.below(input.length + 1);
    const version = random.below(3);
    feed(
      raw([input.subarray(0, cut), input.subarray(cut)].map((part, at) => udpPacket(sealed(part, at, version)))),
      seed,
    );
  },
  /** Payloads of UDP datagrams: QUIC and DTLS as they stand on the wire. */
  datagrams(input) {
    feed(
      separated(input).map(({ bytes }) => ({ linkType: rawIp, bytes: udpPacket(bytes) })),
      seedOf(input),
    );
  },
  /** Packets with their link types: link layers, tunnels, IP, TCP, UDP. */
  packets(input) {
    feed(separated(input), seedOf(input));
  },
  splits: sameOverAnySplit,
  /** A pcap or pcapng file in pieces of any size. */
  async capture(input) {
    const sentinel = new Sentinel(check, limits);
    try {
      await readCapture(chunksOf(input, new Random(seedOf(input))), sentinel);
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      reached.captureErrors += 1;
    }
    sentinel.flush();
    checkBounds(sentinel);
  },
} satisfies Record<string, Target>;

export type TargetName = keyof typeof targets;
