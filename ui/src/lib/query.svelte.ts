import { refresh } from '#lib/refresh.ts';
import { isSignedOut, session } from '#lib/session.svelte.ts';

/**
 * One read of the API, as a page shows it. It is asked again when what `read` used of the state before its first
 * `await` changes, when `reload` is called or everything is refreshed, and every `everyMs`; an answer that came too late is
 * dropped. What was read stays until the next answer is there.
 */
export class Query<T> {
  data = $state.raw<T>();
  error = $state.raw<unknown>();
  isLoading = $state(true);
  readonly #read: (signal: AbortSignal) => Promise<T>;
  #abort = new AbortController();

  constructor(read: (signal: AbortSignal) => Promise<T>, everyMs?: number) {
    this.#read = read;
    $effect(() => {
      refresh.track();
      this.reload();
      const timer = everyMs === undefined ? undefined : setInterval(() => this.reload(), everyMs);
      return () => {
        this.#abort.abort();
        clearInterval(timer);
      };
    });
  }

  reload(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.isLoading = true;
    this.#read(signal).then(
      (data) => {
        if (!signal.aborted) this.#settle(data, undefined);
      },
      (error: unknown) => {
        if (!signal.aborted) this.#settle(undefined, error);
      },
    );
  }

  /** Puts what a write returned in place of what was read. */
  replace(data: T): void {
    this.data = data;
  }

  #settle(data: T | undefined, error: unknown): void {
    if (isSignedOut(error)) session.expire();
    if (data !== undefined) this.data = data;
    this.error = error;
    this.isLoading = false;
  }
}
