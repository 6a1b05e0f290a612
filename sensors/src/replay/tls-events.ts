import { readCapture } from '../sentinel/capture/capture.js';
import { readChunks } from '../sentinel/capture/source.js';
import type { TlsEvent } from '../sentinel/event.js';
import { Sentinel } from '../sentinel/sentinel.js';

/**
 * Reads a capture through the sentinel and hands over its TLS events, some hundred at a time; reading waits for `take`,
 * so that memory does not grow with the capture.
 *
 * @returns a warning when the capture ends inside a packet.
 * @throws the errors of {@link readCapture} and of `take`.
 */
export async function readTlsEvents(path: string, take: (events: TlsEvent[]) => Promise<void>): Promise<string | null> {
  let events: TlsEvent[] = [];
  const sentinel = new Sentinel((event) => events.push(event));
  const hand = async (): Promise<void> => {
    const taken = events;
    events = [];
    await take(taken);
  };
  async function* paced(): AsyncGenerator<Uint8Array> {
    for await (const chunk of readChunks(path)) {
      yield chunk;
      await hand();
    }
  }
  const warning = await readCapture(paced(), sentinel);
  sentinel.flush();
  await hand();
  return warning;
}
