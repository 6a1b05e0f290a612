import { httpEvent, type HttpEvent } from '../inputs/http-event.js';
import { recordOf } from '../inputs/record.js';
import { readChunks } from '../sentinel/capture/source.js';
import { linesOf } from './lines.js';

/**
 * The HTTP events in a file of NDJSON: events as they are, and records of the Apache module (`"kind":"request"`)
 * without what only the socket carries.
 *
 * @throws Error naming the file and the line that is neither.
 */
export async function* httpEventsOf(path: string): AsyncGenerator<HttpEvent> {
  for await (const { number, text } of linesOf(readChunks(path))) {
    try {
      yield httpEvent(recordOf(text));
    } catch (error) {
      throw new Error(`${path}, line ${number}: ${(error as Error).message}`, { cause: error });
    }
  }
}
