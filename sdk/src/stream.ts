import { readEvents } from './event-source.js';
import { ConnectionError } from './problem.js';
import { delayBefore, isPassing, type RetryPolicy } from './retry.js';
import type { StreamOptions } from './types.js';

/** One event of a stream; `id` is where to go on after it. */
export interface StreamEvent<Data> {
  id: string;
  data: Data;
}

/** Opens the stream after the given event and returns its body. */
export type Open = (lastEventId: string | undefined) => Promise<ReadableStream<Uint8Array>>;

/**
 * Follows a stream for as long as its events are asked for: when the connection goes away it comes back after a moment,
 * and goes on after the last event seen, so that nothing is missed and nothing comes twice. Throws when the API refuses
 * (a filter that is wrong, a session that ended); returns when the signal is aborted.
 */
export async function* follow<Data>(
  open: Open,
  { lastEventId, onState, signal }: StreamOptions,
  policy: RetryPolicy,
): AsyncGenerator<StreamEvent<Data>, void> {
  let failures = 0;
  while (!signal?.aborted) {
    let reason: unknown = new ConnectionError('The stream ended');
    try {
      const body = await open(lastEventId);
      onState?.('open');
      for await (const { id, data } of readEvents(body)) {
        failures = 0;
        if (id !== '') lastEventId = id;
        if (data !== '') yield { id, data: JSON.parse(data) as Data };
      }
    } catch (error) {
      if (signal?.aborted) return;
      reason = error instanceof TypeError ? new ConnectionError('The stream broke', { cause: error }) : error;
      if (!isPassing(reason)) throw reason;
    }
    onState?.('waiting');
    await policy.wait(delayBefore(++failures, reason), signal).catch(() => undefined);
  }
}
