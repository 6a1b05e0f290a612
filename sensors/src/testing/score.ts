import { relative } from 'node:path';
import { fingerprintFile } from '../fingerprint.js';
import type { TlsEvent } from '../sentinel/event.js';
import { differences, expectedCaptures, expectedFields, type ExpectedHello } from './vectors.js';

export interface Score {
  /** Hellos that count, and those of them with every field right, by project. */
  readonly projects: Map<string, { expected: number; right: number }>;
  /** The same by feature of the hello (segmented, GREASE, VLAN ...). */
  readonly features: Map<string, { expected: number; right: number }>;
  /** One line for each hello that is wrong, missing, or should not be there. */
  readonly mistakes: string[];
}

const scored = (hello: ExpectedHello): boolean => hello.quality === undefined || hello.quality === 'agreed';

const carriers = { t: 'TLS over TCP', q: 'QUIC', d: 'DTLS' };

const eventFlow = (event: TlsEvent): string =>
  [event.src_ip, event.src_port, event.dst_ip, event.dst_port, event.transport].join(' ');

const helloFlow = (hello: ExpectedHello): string =>
  [hello.src, hello.srcport, hello.dst, hello.dstport, hello.transport].join(' ');

/** Takes the event of the hello from the list: of its flow, and the one with all fields right if there is any. */
function take(events: TlsEvent[], hello: ExpectedHello, fields: Partial<TlsEvent>): TlsEvent | undefined {
  const ofFlow = events.filter((event) => eventFlow(event) === helloFlow(hello));
  const event = ofFlow.find((candidate) => differences(candidate, fields).length === 0) ?? ofFlow[0];
  if (event) events.splice(events.indexOf(event), 1);
  return event;
}

function add(scores: Score['projects'], name: string, right: boolean): void {
  const score = scores.get(name) ?? { expected: 0, right: 0 };
  scores.set(name, { expected: score.expected + 1, right: score.right + Number(right) });
}

/** Fingerprints every capture of the vectors and compares each field of each hello that the references agree on. */
export async function scoreOf(folder: string): Promise<Score> {
  const score: Score = { projects: new Map(), features: new Map(), mistakes: [] };
  for (const capture of expectedCaptures(folder)) {
    const events: TlsEvent[] = [];
    await fingerprintFile(capture.path, (event) => events.push(event));
    const name = relative(folder, capture.path);
    for (const hello of capture.hellos) {
      const fields = expectedFields(hello, capture.project);
      const event = take(events, hello, fields);
      if (!scored(hello)) continue;
      const wrong = event ? differences(event, fields) : ['missing'];
      if (wrong.length)
        score.mistakes.push(`${name} packet ${hello.frame ?? '?'}, ${helloFlow(hello)}: ${wrong.join(', ')}`);
      add(score.projects, capture.project, wrong.length === 0);
      for (const feature of new Set([carriers[hello.transport], ...hello.features])) {
        add(score.features, feature, wrong.length === 0);
      }
    }
    for (const event of events) score.mistakes.push(`${name}: ${eventFlow(event)} should not be there: ${event.ja4}`);
  }
  return score;
}
