import type { Logger } from '@ja4-platform/common';
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
    while (!end.aborted) {
      const due = (await client.correlation.due()).items.filter(({ batch_id }) => !failed.has(batch_id));
      if (!due.length) break;
      const runs = await client.correlation.run({ body: { batch_ids: due.map(({ batch_id }) => batch_id) } });
      batches += runs.items.length;
      for (const { batch_id, detail } of runs.failed) {
        failed.add(batch_id);
        logger.warn({ batch_id, detail }, 'a batch could not be correlated');
      }
    }
    return { batches, failed: failed.size };
  };
}
