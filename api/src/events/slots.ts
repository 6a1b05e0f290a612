import { Problem } from '../http/problem.js';
import { Workspace } from './workspace.js';

/**
 * Bounds how many bodies are in memory at once. Others wait, unread, until a slot is free; when too many wait already,
 * the caller is told to come back.
 */
export class Slots {
  private readonly free: Workspace[];
  private readonly queue: ((space: Workspace) => void)[] = [];

  constructor(
    private readonly slots: number,
    private readonly maxWaiting: number,
  ) {
    this.free = Array.from({ length: slots }, () => new Workspace());
  }

  /** True when half of the slots are taken: then it is the machine that a batch waits for. */
  get areBusy(): boolean {
    return 2 * this.free.length <= this.slots;
  }

  /** Runs `work` with memory that is its own until it has ended. @throws Problem too-many-requests */
  async run<T>(work: (space: Workspace) => Promise<T>): Promise<T> {
    let space = await this.take();
    try {
      return await work(space);
    } catch (error) {
      // A send that was given up on may still hold this one.
      space = new Workspace();
      throw error;
    } finally {
      space.trim();
      const next = this.queue.shift();
      if (next) next(space);
      else this.free.push(space);
    }
  }

  private take(): Promise<Workspace> {
    const space = this.free.pop();
    if (space) return Promise.resolve(space);
    if (this.queue.length >= this.maxWaiting) {
      throw new Problem('too-many-requests', 'Too many batches arrive at once.', { retryAfterSeconds: 1 });
    }
    return new Promise((resolve) => this.queue.push(resolve));
  }
}
