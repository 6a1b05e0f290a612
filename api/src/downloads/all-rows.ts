import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../store/errors.js';

/** Long enough for a store that is started again. */
const retryDelaysMs = [500, 1000, 2000, 4000, 8000];

/** A part of a list. */
export interface RowsPage<Position, Row = string> {
  /** JSON texts, or what their reader wants. */
  readonly rows: readonly Row[];
  /** Where the next page begins; undefined at the end. */
  readonly next: Position | undefined;
}

/**
 * Returns all rows of a list page by page. A page is read whole before its reader gets it: no query waits for a slow
 * reader, and a store that goes away meanwhile is asked again from the last row on.
 *
 * @throws StoreUnavailable when the store stays away, or whatever else `read` throws
 */
export async function* allRows<Position, Row = string>(
  read: (after: Position | undefined) => Promise<RowsPage<Position, Row>>,
): AsyncGenerator<readonly Row[], void> {
  let after: Position | undefined;
  do {
    const { rows, next } = await patient(() => read(after), after === undefined);
    if (rows.length) yield rows;
    after = next;
  } while (after !== undefined);
}

/** The first page is not waited for: its caller gets an answer that says so. */
async function patient<T>(read: () => Promise<T>, isFirst: boolean): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      const delay = retryDelaysMs[attempt];
      if (!(error instanceof StoreUnavailable) || isFirst || delay === undefined) throw error;
      await sleep(delay);
    }
  }
}
