import type { Logger } from '@ja4-platform/common';
import { ProblemError } from '@ja4-platform/sdk';
import type { Client } from '../api-types.js';
import type { Handlers } from '../run.js';

/** A tick ends after this time even when more is due, so that the hourly repair gets its turn. */
const LIMIT_MS = 20_000;

/**
 * Has the API correlate the batches that are due, oldest first, until none is left. A batch that fails is counted,
 * logged and left to a later tick; the API puts it in quarantine after five failures.
 */
export function tickJob(client: Client, logger: Logger): Handlers['correlation']['tick'] {
  return async (_, { stopping }) => {
    const end = AbortSignal.any([stopping, AbortSignal.timeout(LIMIT_MS)]);
    const failed = new Set<string>();
    let batches = 0;
    for (;;) {
      const { items } = await client.correlation.due();
      const due = items.filter(({ batch_id }) => !failed.has(batch_id));
      if (!due.length) return { batches, failed: failed.size };
      for (const { batch_id } of due) {
        if (end.aborted) return { batches, failed: failed.size };
        try {
          await client.correlation.run({ batch_id });
          batches++;
        } catch (error) {
          // Only what the API says about this batch is its own failure; an API that is away is everybody's.
          if (!(error instanceof ProblemError)) throw error;
          failed.add(batch_id);
          logger.warn({ batch_id, err: error }, 'a batch could not be correlated');
        }
      }
    }
  };
}
