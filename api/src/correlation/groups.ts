/** Requests of one statement: about 160 MB in memory, and the time it takes stays below a second. */
const maxRequests = 80_000;
const maxBatches = 100;

/** Cuts batches, in their order, into groups of at most 80,000 requests and so many batches; a larger batch goes alone. */
export function groupsOf<B extends { readonly good: number }>(batches: readonly B[], limit = maxBatches): B[][] {
  const groups: B[][] = [];
  let room = 0;
  for (const batch of batches) {
    const last = groups.at(-1);
    if (last && last.length < limit && batch.good <= room) last.push(batch);
    else {
      groups.push([batch]);
      room = maxRequests;
    }
    room -= batch.good;
  }
  return groups;
}

/**
 * How many batches a group has. A statement that was too much for ClickHouse looks like a ClickHouse that is away, so
 * after either the next groups are single batches, and then twice as large each time.
 */
export class GroupSize {
  batches = maxBatches;

  grow(): void {
    this.batches = Math.min(maxBatches, 2 * this.batches);
  }

  shrink(): void {
    this.batches = 1;
  }
}
