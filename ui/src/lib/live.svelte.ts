import type { Schemas } from '@ja4-platform/sdk';
import { api } from '#lib/api.ts';
import type { RequestFilters } from '#lib/filters.ts';
import { isSignedOut, session } from '#lib/session.svelte.ts';

/** Requests kept while following; older ones are let go, they are in the search. */
const kept = 500;
/** How often what arrived is shown: a busy stream must not redraw the page for every request. */
const showEveryMs = 250;

/** The newest requests as they are correlated, newest first. */
export class LiveRequests {
  items = $state.raw<Schemas['LoggedRequest'][]>([]);
  /** How many arrived since it began. */
  count = $state(0);
  state = $state<'open' | 'waiting'>('waiting');
  error = $state.raw<unknown>();
  readonly #stop = new AbortController();
  #arrived: Schemas['LoggedRequest'][] = [];

  constructor(filters: RequestFilters) {
    const timer = setInterval(() => this.#show(), showEveryMs);
    this.#stop.signal.addEventListener('abort', () => clearInterval(timer));
    void this.#follow(filters);
  }

  close(): void {
    this.#stop.abort();
  }

  async #follow(filters: RequestFilters): Promise<void> {
    const { signal } = this.#stop;
    const onState = (state: 'open' | 'waiting'): void => void (this.state = state);
    try {
      for await (const { data } of api.requests.stream({ ...filters, signal, onState })) {
        this.#arrived.push(data);
        if (this.#arrived.length >= kept) this.#show();
      }
    } catch (error) {
      if (isSignedOut(error)) session.expire();
      this.error = error;
    }
  }

  #show(): void {
    if (this.#arrived.length === 0) return;
    this.count += this.#arrived.length;
    this.items = [...this.#arrived.reverse(), ...this.items].slice(0, kept);
    this.#arrived = [];
  }
}
