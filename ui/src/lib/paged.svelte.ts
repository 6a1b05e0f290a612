import type { Page as SdkPage } from '@ja4-platform/sdk';
import { Query, type QueryOptions } from '#lib/query.svelte.ts';

/** A page of a list, which counts when it was asked to. */
type Page<T> = SdkPage<T> & { total?: number };

/** Rows that a list holds at most; who needs more narrows the search or exports. */
export const maxRows = 10_000;

/**
 * A list of the API that grows by a page whenever more is asked for. It begins anew when the address changes; asked again at
 * the same one, it is as long as before.
 */
export class Paged<T> {
  readonly first: Query<Page<T>>;
  moreError = $state.raw<unknown>();
  /** The pages after the first, as long as that is the one they follow. */
  #after = $state.raw<{ first: Page<T>; items: readonly T[]; next_cursor: string | null }>();
  readonly #more = $derived.by(() => (this.#after?.first === this.first.data ? this.#after : undefined));
  readonly items = $derived.by(() => [...(this.first.data?.items ?? []), ...(this.#more?.items ?? [])]);
  readonly #read: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>;
  #isBusy = false;
  /** Where the first page was asked for last. */
  #address = '';

  constructor(read: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>, options?: QueryOptions) {
    this.#read = read;
    this.first = new Query((signal) => this.#readFirst(signal), options);
  }

  get total(): number | undefined {
    return this.first.data?.total;
  }

  get cursor(): string | null {
    return (this.#more ?? this.first.data)?.next_cursor ?? null;
  }

  get isFull(): boolean {
    return this.items.length >= maxRows;
  }

  /** Reads the next page, unless it is read already or there is none. */
  async more(): Promise<void> {
    const { cursor, first, items } = this;
    const start = first.data;
    if (this.#isBusy || cursor === null || this.isFull || start === undefined) return;
    this.#isBusy = true;
    this.moreError = undefined;
    try {
      const next = await this.#read(cursor);
      const after = [...items.slice(start.items.length), ...next.items];
      this.#after = { first: start, items: after, next_cursor: next.next_cursor };
    } catch (error) {
      this.moreError = error;
    } finally {
      this.#isBusy = false;
    }
  }

  /** Reads the first page, and those after it that are shown: nobody loses the row that they stand on. */
  async #readFirst(signal: AbortSignal): Promise<Page<T>> {
    const address = location.pathname + location.search;
    const isSame = address === this.#address;
    this.#address = address;
    let page = await this.#read(undefined, signal);
    while (isSame && page.items.length < this.items.length && page.next_cursor !== null) {
      const next = await this.#read(page.next_cursor, signal);
      page = { ...page, items: [...page.items, ...next.items], next_cursor: next.next_cursor };
    }
    return page;
  }
}
