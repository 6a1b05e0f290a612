import { parseTimeUs, timeText } from '../sentinel/time.js';
import { Batcher, type Batch } from './batches.js';
import { httpEventsOf } from './http-events.js';
import { readTlsEvents } from './tls-events.js';
import { withinLimits } from './within-limits.js';

/** What the API says about a batch. */
export interface Acceptance {
  readonly accepted: number;
  readonly rejected: readonly { readonly line: number; readonly pointer: string; readonly detail: string }[];
}

type Send = (batch: { body: Uint8Array<ArrayBuffer>; idempotencyKey: string; encoding: 'gzip' }) => Promise<Acceptance>;

/** The part of the SDK's client that a replay uses. */
export interface EventsClient {
  readonly events: { readonly sendHttp: Send; readonly sendTls: Send };
}

/** What has been sent so far. */
export interface ReplayTotals {
  handshakes: number;
  requests: number;
  batches: number;
  accepted: number;
  rejected: number;
}

/** The sample once more, at another time. */
export interface Copy {
  /** Milliseconds by which every time moves, handshakes and requests alike. */
  readonly shiftMs: number;
  /** Tells this copy from others in the ids of requests and connections; empty leaves them as they are. */
  readonly idSuffix: string;
}

export interface ReplayOptions {
  /** Paths of captures. */
  readonly pcap: readonly string[];
  /** Paths of files with one HTTP event or module record a line. */
  readonly http: readonly string[];
  readonly copies: readonly Copy[];
  readonly client: EventsClient;
  /** Events a batch. */
  readonly batchSize: number;
  /** Called after each batch. */
  readonly onProgress?: (totals: Readonly<ReplayTotals>) => void;
  /** Called with what needs a person's attention: lines that the API refused, a capture that was cut off. */
  readonly onWarning?: (message: string) => void;
}

/**
 * Sends a sample to the API as a sensor would have: first all handshakes of the captures, read by the sentinel, then the
 * requests. Doing it again with the same copies changes nothing, since each batch carries a key made of its content.
 *
 * @throws the client's errors, and those of files that cannot be read.
 */
export async function replay(options: ReplayOptions): Promise<ReplayTotals> {
  const { client, copies, onWarning } = options;
  const totals: ReplayTotals = { handshakes: 0, requests: 0, batches: 0, accepted: 0, rejected: 0 };
  const sendTo = (count: 'handshakes' | 'requests', send: Send) => async (batch: Batch) => {
    const { body, idempotencyKey, lines } = batch;
    const { accepted, rejected } = await send({ body, idempotencyKey, encoding: 'gzip' });
    totals[count] += lines;
    totals.batches += 1;
    totals.accepted += accepted;
    totals.rejected += rejected.length;
    for (const { line, pointer, detail } of rejected.slice(0, 5)) {
      onWarning?.(`line ${line} of a batch of ${count} was refused: ${pointer} ${detail}`);
    }
    options.onProgress?.(totals);
  };

  const handshakes = new Batcher(
    options.batchSize,
    sendTo('handshakes', (batch) => client.events.sendTls(batch)),
  );
  for (const { shiftMs } of copies) {
    for (const path of options.pcap) {
      const warning = await readTlsEvents(path, async (events) => {
        for (const event of events) {
          await handshakes.add({ ...withinLimits(event), time: shifted(event.time, shiftMs) });
        }
      });
      if (warning) onWarning?.(`${path}: ${warning}`);
    }
  }
  await handshakes.flush();

  const requests = new Batcher(
    options.batchSize,
    sendTo('requests', (batch) => client.events.sendHttp(batch)),
  );
  for (const { shiftMs, idSuffix } of copies) {
    for (const path of options.http) {
      for await (const event of httpEventsOf(path)) {
        await requests.add({
          ...event,
          time: shifted(event.time, shiftMs),
          ...withSuffix(event, 'req_id', idSuffix),
          ...withSuffix(event, 'conn_id', idSuffix),
        });
      }
    }
  }
  await requests.flush();
  return totals;
}

const shifted = (time: string, ms: number): string => timeText(parseTimeUs(time) + ms * 1000);

function withSuffix(event: Record<string, unknown>, field: string, suffix: string): Record<string, string> {
  const id = event[field];
  return typeof id === 'string' && id && suffix ? { [field]: id + suffix } : {};
}

/** Times of the first and the last event in the files, in microseconds since 1970; null when they hold none. */
export async function extentUs(
  files: Pick<ReplayOptions, 'pcap' | 'http'>,
): Promise<{ first: number; last: number } | null> {
  let first = Infinity;
  let last = -Infinity;
  const see = ({ time }: { time: string }): void => {
    first = Math.min(first, parseTimeUs(time));
    last = Math.max(last, parseTimeUs(time));
  };
  for (const path of files.pcap) await readTlsEvents(path, async (events) => events.forEach(see));
  for (const path of files.http) for await (const event of httpEventsOf(path)) see(event);
  return last < first ? null : { first, last };
}
