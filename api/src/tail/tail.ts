import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedRequest } from '../requests/requests.types.js';
import type { TailRepository } from './tail.repository.js';

/** Where a reader stands: everything up to this request was given out. */
export interface Position {
  readonly joinNo: number;
  readonly seq: number;
}

/** Takes requests in the order of correlation; resolves when it can take more. */
export interface Sink {
  /** Writes one line. */
  write(line: string): Promise<void>;
}

const pollMs = 500;
/** After every line of a run: nothing of it is left to ask for. */
const endOfRun = Number.MAX_SAFE_INTEGER;

/**
 * Gives out every request of http_logs after `position`, each once, in the order of correlation, and goes on with those
 * that come until `signal` aborts. Reads only up to the last run that is complete: the lane of the join lets nothing
 * appear before it afterwards, so a reader that resumes at the last line it has misses nothing.
 *
 * @returns the position after the last line that was written
 */
export async function tail(
  repository: TailRepository,
  position: Position,
  sink: Sink,
  signal: AbortSignal,
): Promise<Position> {
  const isEnded = (): boolean => signal.aborted;
  let at = position;
  while (!isEnded()) {
    const last = await repository.lastCompleted();
    if (last > at.joinNo || (last === at.joinNo && at.seq < endOfRun)) {
      for await (const request of repository.after(at, last)) {
        if (isEnded()) return at;
        await sink.write(`${JSON.stringify(request)}\n`);
        at = positionOf(request);
      }
      if (!isEnded()) at = { joinNo: last, seq: endOfRun };
    }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
  return at;
}

function positionOf({ join_no, seq }: LoggedRequest): Position {
  return { joinNo: join_no, seq };
}
