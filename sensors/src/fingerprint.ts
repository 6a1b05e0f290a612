import { CaptureError, readCapture } from './sentinel/capture/capture.js';
import { readChunks } from './sentinel/capture/source.js';
import type { Counters } from './sentinel/counters.js';
import { Sentinel, type EventSink } from './sentinel/sentinel.js';

/** What reading one capture came to. */
export interface CaptureReport {
  readonly counters: Readonly<Counters>;
  /** Why the rest could not be read, or what was left out; null when all is well. */
  readonly warning: string | null;
}

/** How far the reading of a capture has come. */
export interface CaptureProgress {
  /** Bytes of the file, compressed or not. */
  readonly bytesRead: number;
  readonly counters: Readonly<Counters>;
}

/**
 * Finds the ClientHellos in a capture file (`-` is standard input).
 *
 * @param pause is awaited after each piece of the file, about a megabyte: for those who cannot take events faster.
 * @throws CaptureError when it is no capture, and the errors of the file system, when nothing could be read at all.
 */
export async function fingerprintFile(
  path: string,
  onEvent: EventSink,
  pause?: (progress: CaptureProgress) => Promise<void>,
): Promise<CaptureReport> {
  const sentinel = new Sentinel(onEvent);
  const { counters } = sentinel;
  let bytesRead = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of readChunks(path, (bytes) => (bytesRead += bytes))) {
      yield chunk;
      await pause?.({ bytesRead, counters });
    }
  }
  let warning: string | null;
  try {
    warning = await readCapture(chunks(), sentinel);
  } catch (error) {
    if (counters.packets === 0) throw error;
    const packet = error instanceof CaptureError ? error.packet : counters.packets + 1;
    warning = `packet ${packet}: ${(error as Error).message}`;
  }
  sentinel.flush();
  if (!warning && counters.unknownLink > 0)
    warning = `${counters.unknownLink} packets of a link type that is not known`;
  return { counters, warning };
}
