/** What every operation that lists answers with. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

/**
 * The answer to a call that lists. Nothing is sent before it is read: `for await` walks over all items of all pages,
 * `pages()` over the pages, and `page()` gets the first one (that of `cursor`, when the call named one).
 */
export class List<Item, P extends Page<Item> = Page<Item>> implements AsyncIterable<Item> {
  readonly #fetchPage: (cursor: string | undefined) => Promise<P>;

  constructor(fetchPage: (cursor: string | undefined) => Promise<P>) {
    this.#fetchPage = fetchPage;
  }

  /** Returns the first page. */
  page(): Promise<P> {
    return this.#fetchPage(undefined);
  }

  /** Returns page after page, each fetched when it is asked for. */
  async *pages(): AsyncGenerator<P, void> {
    let cursor: string | undefined;
    do {
      const page = await this.#fetchPage(cursor);
      yield page;
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void> {
    for await (const page of this.pages()) yield* page.items;
  }
}
