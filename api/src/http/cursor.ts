import { createHash } from 'node:crypto';
import { Problem } from './problem.js';

/**
 * Cursors are opaque to callers: the sort key and id of the last row, bound to the query they belong to by a digest of
 * its filters, so that a cursor of another query is refused instead of skipping rows.
 */
function digest(query: unknown): string {
  return createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 12);
}

/** Returns the cursor that continues `query` after the row with these sort values. */
export function encodeCursor(query: unknown, position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([digest(query), ...position])).toString('base64url');
}

/**
 * Returns the position in `cursor`.
 * @throws Problem bad-request when it is not a cursor of this very query or has not `length` values.
 */
export function decodeCursor(query: unknown, cursor: string, length: number): (string | number)[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    parsed = undefined;
  }
  const isPosition =
    Array.isArray(parsed) &&
    parsed.length === length + 1 &&
    parsed.every((value) => typeof value === 'string' || typeof value === 'number');
  if (!isPosition) {
    const errors = [{ location: 'query.cursor', message: 'is not a cursor of this list' }];
    throw new Problem('bad-request', 'The cursor cannot be read.', { errors });
  }
  const [found, ...position] = parsed as (string | number)[];
  if (found !== digest(query)) {
    const errors = [{ location: 'query.cursor', message: 'belongs to a query with other filters or another sort' }];
    throw new Problem('bad-request', 'The cursor belongs to another query.', { errors });
  }
  return position;
}
