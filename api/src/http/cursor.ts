import { createHash } from 'node:crypto';
import { Problem } from './problem.js';

/**
 * Cursors are opaque to callers: the sort key and id of the last row, bound to the query they belong to by a digest of
 * its list and filters, so that a cursor of another query is refused instead of skipping rows.
 */
function digest(list: string, query: unknown): string {
  const bound = JSON.stringify([list, query]);
  return createHash('sha256').update(bound).digest('base64url').slice(0, 12);
}

/**
 * Returns the cursor that continues `query` after the row with these sort values.
 *
 * @param list operation id
 */
export function encodeCursor(list: string, query: unknown, position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([digest(list, query), ...position])).toString('base64url');
}

/**
 * Returns the position in `cursor`.
 * @throws Problem bad-request when it is not a cursor of this very list and query or has not `length` values.
 */
export function decodeCursor(list: string, query: unknown, cursor: string, length: number): (string | number)[] {
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
  if (found !== digest(list, query)) {
    const message = 'belongs to another list, other filters or another sort';
    const errors = [{ location: 'query.cursor', message }];
    throw new Problem('bad-request', 'The cursor belongs to another query.', { errors });
  }
  return position;
}

/**
 * Returns the version that a cursor of a history holds.
 * @throws Problem bad-request when it is none
 */
export function versionOf([version]: readonly (string | number)[]): number {
  if (Number.isSafeInteger(version) && Number(version) >= 0) return Number(version);
  throw new Problem('bad-request', 'The cursor cannot be read.');
}
