import { parseTimeUs } from '../sentinel/time.js';
import { readChunks } from '../sentinel/capture/source.js';
import { linesOf } from './lines.js';

/** An HTTP event as POST /v1/events/http takes it; the fields that a replay touches are named. */
export interface HttpEvent {
  time: string;
  req_id?: string;
  conn_id?: string;
  [field: string]: unknown;
}

/**
 * The HTTP events in a file of NDJSON: events as they are, and records of the Apache module (`"kind":"request"`)
 * without what only the socket carries.
 *
 * @throws Error naming the file and the line that is neither.
 */
export async function* httpEventsOf(path: string): AsyncGenerator<HttpEvent> {
  for await (const { number, text } of linesOf(readChunks(path))) {
    try {
      yield httpEvent(JSON.parse(text));
    } catch (error) {
      throw new Error(`${path}, line ${number}: ${(error as Error).message}`, { cause: error });
    }
  }
}

function httpEvent(record: unknown): HttpEvent {
  if (typeof record !== 'object' || record === null) throw new Error('not an object');
  const { kind = 'request', ...event } = record as Record<string, unknown>;
  if (kind !== 'request') throw new Error(`kind ${JSON.stringify(kind)} is not a request`);
  const { time } = event;
  if (typeof time !== 'string') throw new Error('time is missing');
  parseTimeUs(time);
  delete event.raw_bytes;
  return { ...event, time };
}
