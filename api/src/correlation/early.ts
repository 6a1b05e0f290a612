import type { Batch } from '../events/batches.repository.js';
import { QueryTooHeavy } from '../store/errors.js';
import type { CorrelationRepository, TimedBatch } from './correlation.repository.js';
import { groupsOf } from './groups.js';

/** How often it looks: batches that came meanwhile are looked at together, and are joined together. */
const everyMs = 1500;

/**
 * Finds the batches that need not wait for the grace time to end because every handshake they wait for is there. That is
 * the rule, since a sensor sends handshakes before requests; the grace time is for the exception.
 */
export class EarlyBatches {
  private lookedAt = -Infinity;

  constructor(private readonly repository: CorrelationRepository) {}

  /** Returns those of the batches, all still in their grace time, that are complete; none between two looks. */
  async complete(waiting: readonly Batch[], now: number): Promise<Batch[]> {
    const [candidates] = groupsOf(waiting as readonly TimedBatch[]);
    if (!candidates || Math.abs(now - this.lookedAt) < everyMs) return [];
    this.lookedAt = now;
    const paired = await this.paired(candidates);
    return candidates.filter(({ batch_id }) => paired.has(batch_id));
  }

  private async paired(candidates: readonly TimedBatch[]): Promise<Set<string>> {
    try {
      return await this.repository.paired(candidates);
    } catch (error) {
      // Too many handshakes to look through: those whose grace time is over must not wait for that.
      if (error instanceof QueryTooHeavy) return new Set();
      throw error;
    }
  }
}
