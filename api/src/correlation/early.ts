import type { Batch } from '../events/batches.repository.js';
import type { CorrelationRepository, TimedBatch } from './correlation.repository.js';

/** A batch that lacked a handshake is looked at again after this time. */
const againMs = 1000;
/** Batches looked at in one call. */
const atOnce = 20;

/**
 * Finds the batches that need not wait for the grace time to end because every handshake they wait for is there. That is
 * the rule, since a sensor sends handshakes before requests; the grace time is for the exception.
 */
export class EarlyBatches {
  /** When each batch that waits was last looked at; holds no others. */
  private lookedAt = new Map<string, number>();

  constructor(private readonly repository: CorrelationRepository) {}

  /** Returns those of the batches, all still in their grace time, that are complete. */
  async complete(waiting: readonly Batch[], now: number): Promise<Batch[]> {
    this.lookedAt = new Map(
      waiting.flatMap(({ batch_id }) => {
        const at = this.lookedAt.get(batch_id);
        return at === undefined ? [] : [[batch_id, at] as const];
      }),
    );
    const candidates = (waiting as readonly TimedBatch[])
      .filter(({ batch_id }) => now - (this.lookedAt.get(batch_id) ?? -Infinity) >= againMs)
      .slice(0, atOnce);
    if (candidates.length === 0) return [];
    for (const { batch_id } of candidates) this.lookedAt.set(batch_id, now);
    const paired = await this.repository.paired(candidates);
    return candidates.filter(({ batch_id }) => paired.has(batch_id));
  }
}
