import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TlsEvent } from '../sentinel/event.js';
import { protocolText } from '../sentinel/text.js';
import type { Transport } from '../sentinel/tls/client-hello.js';

/** The folder of public captures beside the checkout, undefined where there is none. */
export const vectorsFolder = ((): string | undefined => {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const vectors = join(folder, 'shared', 'vectors');
    if (existsSync(vectors)) return vectors;
  }
  return undefined;
})();

/** A hello as the vectors describe it. There `ja3` is the MD5 and `ja3_raw` the string. */
export interface ExpectedHello {
  frame?: number;
  src: string;
  srcport: number;
  dst: string;
  dstport: number;
  transport: Transport;
  hello_index: number;
  ja4: string;
  ja4_r: string;
  ja4_o: string;
  ja4_ro: string;
  ja3: string;
  ja3_raw: string;
  sni: string | null;
  alpn?: string[] | null;
  alpn_hex?: string[] | null;
  segments?: number;
  features: string[];
  quality?: string;
}

export interface ExpectedCapture {
  project: string;
  path: string;
  hellos: ExpectedHello[];
}

/** Every capture that the vectors describe. */
export function expectedCaptures(folder: string): ExpectedCapture[] {
  const read = (name: string): { project?: string; pcap: string; hellos: ExpectedHello[] }[] =>
    JSON.parse(readFileSync(join(folder, name), 'utf8')) as ReturnType<typeof read>;
  return [
    ...read('expected.json').map((capture) => ({ ...capture, path: join(folder, capture.pcap) })),
    ...read('synthetic/expected.json').map((capture) => ({
      ...capture,
      path: join(folder, 'synthetic', capture.pcap),
    })),
  ].map(({ project = 'synthetic', path, hellos }) => ({ project, path, hellos }));
}

/** What the vectors say about a hello, with the names and texts of a TLS event. */
export function expectedFields(hello: ExpectedHello, project?: string): Partial<TlsEvent> {
  // The public captures number no DTLS hello, the generated ones do.
  const isNumbered = project !== undefined && (hello.transport !== 'd' || project === 'synthetic');
  const names = hello.alpn_hex?.map((hex) => protocolText(Buffer.from(hex, 'hex')));
  return {
    ja4: hello.ja4,
    ja4_r: hello.ja4_r,
    ja4_o: hello.ja4_o,
    ja4_ro: hello.ja4_ro,
    ja3: hello.ja3_raw,
    ja3_hash: hello.ja3,
    tls_sni: hello.sni,
    tls_alpn: names ?? hello.alpn ?? null,
    ...(isNumbered ? { hello_index: hello.hello_index } : {}),
    ...(hello.segments === undefined ? {} : { segments: hello.segments }),
  };
}

/** Names of the fields that differ from what is expected. */
export function differences(actual: Partial<TlsEvent>, expected: Partial<TlsEvent>): string[] {
  return Object.entries(expected)
    .filter(([name, value]) => JSON.stringify(actual[name as keyof TlsEvent]) !== JSON.stringify(value))
    .map(([name]) => name);
}

/** A single hello body and what the vectors say about it. */
export interface ExpectedBody {
  name: string;
  body: Buffer;
  transport: Transport;
  expected: Partial<TlsEvent>;
}

/** The hellos of hellos.jsonl: bodies of every transport. */
export function helloBodies(folder: string): ExpectedBody[] {
  return readFileSync(join(folder, 'hellos.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ExpectedHello & { client_hello_body_hex: string; source: string })
    .map((hello) => ({
      name: hello.source,
      body: Buffer.from(hello.client_hello_body_hex, 'hex'),
      transport: hello.transport,
      expected: expectedFields(hello),
    }));
}

/** The TLS records of hellos-cyberchef.json with what CyberChef and a second implementation print for them. */
export function cyberchefHellos(folder: string): ExpectedBody[] {
  interface Line {
    name: string;
    record_hex: string;
    oracle: Pick<ExpectedHello, 'ja4' | 'ja4_r' | 'ja4_o' | 'ja4_ro' | 'ja3' | 'ja3_raw'>;
  }
  const lines = JSON.parse(readFileSync(join(folder, 'hellos-cyberchef.json'), 'utf8')) as Line[];
  return lines.map(({ name, record_hex: record, oracle: { ja3, ja3_raw: raw, ...ja4 } }) => ({
    name,
    body: Buffer.from(record, 'hex').subarray(9),
    transport: 't',
    expected: { ...ja4, ja3: raw, ja3_hash: ja3 },
  }));
}
