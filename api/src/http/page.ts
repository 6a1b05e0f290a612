import { encodeCursor } from './cursor.js';

/** What every list answers. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
  total?: number;
}

/**
 * Returns the page of at most `limit` items from up to one more that were found: the one more says that the list goes on.
 *
 * @param list operation id
 * @param query what the cursor is bound to besides the list
 * @param positionOf the sort values and id that the next page begins after
 */
export function pageOf<Item>(
  list: string,
  found: readonly Item[],
  limit: number,
  query: unknown,
  positionOf: (item: Item) => readonly (string | number)[],
  total?: number,
): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next_cursor = last !== undefined && found.length > limit ? encodeCursor(list, query, positionOf(last)) : null;
  return { items, next_cursor, ...(total === undefined ? {} : { total }) };
}
