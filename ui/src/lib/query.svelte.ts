import { recalled, remember } from '#lib/memory.ts';
import { refresh } from '#lib/refresh.ts';
import { isSignedOut, session } from '#lib/session.svelte.ts';
import { drawnMs, turns, type Turn } from '#lib/turns.ts';

export interface QueryOptions {
  /** Asks again so often. */
  everyMs?: number;
  /** Waits until what a page asks for at first is there, for what costs much; or for what waits for that, too, when nobody sees it yet. */
  later?: Turn;
  /**
   * Keeps the last answer at this address under this name, and shows it until the next is there.
   */
  remembered?: string;
}

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
  readonly #remembered: string | undefined;
  #question: string | undefined;
  #abort = new AbortController();

  constructor(read: (signal: AbortSignal) => Promise<T>, { everyMs, later, remembered }: QueryOptions = {}) {
    this.#read = read;
    this.#remembered = remembered;
    this.#recall();
    // What is remembered is drawn before it is asked for again: both at once would make it wait.
    const isKnown = this.data !== undefined;
    let isDue = $state(later === undefined && !isKnown);
    const due = (): void => {
      isDue = true;
    };
    $effect(() => {
      let cancel: (() => void) | undefined;
      const timer = setTimeout(
        () => {
          if (later) cancel = turns.afterOthers(later, due);
          else due();
        },
        isKnown ? drawnMs : 0,
      );
      return () => {
        clearTimeout(timer);
        cancel?.();
      };
    });
    $effect(() => {
      refresh.track();
      this.#recall();
      if (!isDue) return;
      this.reload();
      // What takes longer than that would never end if it was asked again meanwhile.
      const again = (): void => {
        if (!this.isLoading) this.reload();
      };
      const timer = everyMs === undefined ? undefined : setInterval(again, everyMs);
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
    const question = this.#question;
    const answer = this.#read(signal);
    turns.take(answer);
    answer.then(
      (data) => {
        if (signal.aborted) return;
        this.#settle(data, undefined);
        if (question !== undefined) remember(question, data);
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

  /** Shows what was known at this address before, once for each: the address says what is asked. */
  #recall(): void {
    if (this.#remembered === undefined) return;
    const question = `${this.#remembered} ${location.pathname}${location.search}`;
    if (question === this.#question) return;
    this.#question = question;
    const known = recalled(question) as T | undefined;
    if (known !== undefined) this.data = known;
  }

  #settle(data: T | undefined, error: unknown): void {
    if (isSignedOut(error)) session.expire();
    if (data !== undefined) this.data = data;
    this.error = error;
    this.isLoading = false;
  }
}
