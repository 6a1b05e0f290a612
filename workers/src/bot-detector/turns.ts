import { setImmediate } from 'node:timers/promises';

/** Others wait so long at most. */
const turnMs = 20;

/**
 * Long work in turns with everything else of the process. A job whose process does nothing else for ten seconds counts as lost, and
 * begins anew.
 */
export class Turns {
  #began = performance.now();

  /** To be called often: lets others go on when they have waited for long enough. */
  async give(): Promise<void> {
    if (performance.now() - this.#began < turnMs) return;
    await setImmediate();
    this.#began = performance.now();
  }
}
