import { CaptureError, readCapture } from './sentinel/capture/capture.js';
import { readChunks } from './sentinel/capture/source.js';
import { Sentinel, type EventSink } from './sentinel/sentinel.js';

/** What reading one capture came to. */
export interface CaptureReport {
  readonly packets: number;
  readonly hellos: number;
  /** Why the rest could not be read, or what was left out; null when all is well. */
  readonly warning: string | null;
}

/**
 * Finds the ClientHellos in a capture file (`-` is standard input).
 *
 * @throws CaptureError when it is no capture, and the errors of the file system, when nothing could be read at all.
 */
export async function fingerprintFile(path: string, onEvent: EventSink): Promise<CaptureReport> {
  const sentinel = new Sentinel(onEvent);
  const { counters } = sentinel;
  let warning: string | null;
  try {
    warning = await readCapture(readChunks(path), sentinel);
  } catch (error) {
    if (counters.packets === 0) throw error;
    const packet = error instanceof CaptureError ? error.packet : counters.packets + 1;
    warning = `packet ${packet}: ${(error as Error).message}`;
  }
  sentinel.flush();
  if (!warning && counters.unknownLink > 0)
    warning = `${counters.unknownLink} packets of a link type that is not known`;
  return { packets: counters.packets, hellos: counters.hellos, warning };
}
