import { Problem } from '../http/problem.js';

/**
 * Bounds how many bodies are in memory at once. Others wait, unread, until a slot is free; when too many wait already,
 * the caller is told to come back.
 */
export class Slots {
  private free: number;
  private readonly queue: (() => void)[] = [];

  constructor(
    slots: number,
    private readonly maxWaiting: number,
  ) {
    this.free = slots;
  }

  /** @throws Problem too-many-requests */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.take();
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.free++;
    }
  }

  private take(): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return Promise.resolve();
    }
    if (this.queue.length >= this.maxWaiting) {
      throw new Problem('too-many-requests', 'Too many batches arrive at once.', { retryAfterSeconds: 1 });
    }
    return new Promise((resolve) => this.queue.push(resolve));
  }
}
