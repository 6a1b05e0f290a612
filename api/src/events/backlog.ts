import type { Clock } from '../context.js';
import { Problem } from '../http/problem.js';
import type { BatchesRepository } from './batches.repository.js';

const freshMs = 1000;

/** Refuses requests while too many batches wait for correlation: the sensor's spool is the better place to wait. */
export class Backlog {
  private count = 0;
  private countedAt = -Infinity;

  constructor(
    private readonly batches: Pick<BatchesRepository, 'backlog'>,
    private readonly clock: Clock,
    private readonly limit: number,
  ) {}

  /** @throws Problem too-many-requests */
  async check(): Promise<void> {
    // A clock that was set back does not make the count any fresher.
    if (Math.abs(this.clock.now() - this.countedAt) >= freshMs) {
      this.countedAt = this.clock.now();
      this.count = await this.batches.backlog();
    }
    if (this.count < this.limit) return;
    const detail = `${this.count} batches wait for correlation: keep this one and send it again.`;
    throw new Problem('too-many-requests', detail, { retryAfterSeconds: 5 });
  }

  /** Counts a batch at once that the next look at the store will count anyway. */
  add(): void {
    this.count++;
  }
}
