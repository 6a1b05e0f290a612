import type { Lane } from './lane.js';

/** More than wait at a time; of a batch that is forgotten only the clocks tell whether it is fresh. */
const maxBatches = 10_000;

/**
 * Remembers under which turn of the lane this process accepted a batch. While that turn lasts nobody can have tried the
 * batch, whatever the clocks of other processes say.
 */
export class AcceptedHere {
  private readonly epochs = new Map<string, number>();

  constructor(private readonly lane: Pick<Lane, 'epoch'>) {}

  /** To be told before others can see that the batch is accepted. */
  add(batchId: string): void {
    const { epoch } = this.lane;
    if (epoch === undefined) return;
    if (this.epochs.size >= maxBatches) this.epochs.delete(this.epochs.keys().next().value!);
    this.epochs.set(batchId, epoch);
  }

  /** True once for a batch that was accepted here under this turn: who asks is about to try it. */
  take(batchId: string, epoch: number): boolean {
    const found = this.epochs.get(batchId);
    this.epochs.delete(batchId);
    return found === epoch;
  }
}
