import { setTimeout as sleep } from 'node:timers/promises';
import { post, type Receiver } from '../ingest/send.js';
import { hour } from './actor.js';
import { addresses, population } from './population.js';
import { traffic } from './traffic.js';

const day = 24 * hour;
/** A small site: about a tenth of the people of a world of size 1, and some attackers every day. */
const scale = 0.1;
/** Addresses of a day, at least as many as come; a month of days has addresses of its own. */
const addressesOfDay = 2 ** 12;
/** What happens is sent so often. */
const stepMs = 5000;
const linesPerBatch = 10_000;

const counts = Object.fromEntries(Object.entries(addresses).map(([name, count]) => [name, Math.ceil(count * scale)]));

/** The traffic of the hours that lie between two times, day after day. Each day has people and attackers of its own. */
function* hours(from: number, to: number): ReturnType<typeof traffic> {
  for (let start = Math.floor(from / day) * day; start < to; start += day) {
    const number = start / day;
    const firstAddress = (number % 31) * addressesOfDay + 1;
    const actors = population({ seed: number, siteSeed: 1, from: start, to: start + day, counts, firstAddress });
    for (const part of traffic(actors, start, start + day)) if (part.start + hour > from && part.start < to) yield part;
  }
}

interface Event {
  readonly time: number;
  readonly kind: 'tls' | 'http';
  readonly line: string;
}

/** Sends what happens from one time to another, as soon as it has happened. */
export async function simulate(
  receiver: Receiver,
  { from, to }: { from: number; to: number },
  stopping: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  let waiting: Event[] = [];
  let sent = 0;
  /** Sends what happens before `end`; of what lies in the past, much at once. */
  const sendUntil = async (end: number): Promise<void> => {
    while (waiting.length && waiting[0]!.time < end && !stopping.aborted) {
      const due = waiting.findIndex(({ time }) => time >= Math.min(Date.now(), end));
      const batch = waiting.splice(0, Math.min(linesPerBatch, due < 0 ? waiting.length : due));
      for (const kind of ['tls', 'http'] as const) {
        const lines = batch.filter((event) => event.kind === kind).map(({ line }) => line);
        if (lines.length) await post(receiver, kind, Buffer.from(lines.join('\n')));
      }
      sent += batch.length;
      if (batch.length) say(`${sent} events, up to ${new Date(batch.at(-1)!.time).toISOString()}`);
      else await sleep(stepMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  };
  for (const { start, tls, http } of hours(from, to)) {
    waiting.push(...events('tls', tls), ...events('http', http));
    waiting = waiting.filter(({ time }) => time >= from).sort((a, b) => a.time - b.time);
    const end = Math.min(start + hour, to);
    // A visit may go on into the next hour, and what it asks for is sent in its turn.
    if (end > Date.now() || waiting.length >= linesPerBatch) await sendUntil(end);
    if (stopping.aborted) return;
  }
  await sendUntil(to);
}

function events(kind: Event['kind'], lines: readonly string[]): Event[] {
  return lines.map((line) => ({ kind, line, time: Date.parse((JSON.parse(line) as { time: string }).time) }));
}
