import { createSubscriber } from 'svelte/reactivity';

class Refresh {
  readonly #listeners = new Set<() => void>();
  /** Called in an effect, runs it again when everything is refreshed. */
  readonly track = createSubscriber((update) => {
    this.#listeners.add(update);
    return () => this.#listeners.delete(update);
  });

  /** Asks again for everything that the page shows. */
  now(): void {
    for (const update of this.#listeners) update();
  }
}

export const refresh = new Refresh();
