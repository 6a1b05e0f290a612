import type { GroupPage, GroupSearch } from '../traffic/traffic.types.js';
import type { GroupPosition, GroupQuery, PositionedItem } from '../store/groups.js';
import { decodeCursor } from './cursor.js';
import { pageOf } from './page.js';
import { Problem } from './problem.js';
import { hourRange, isoTime, rangeOfCursor, type TimeRange } from './time-range.js';

/**
 * Returns one page of groups. Its cursor carries the range, so that the pages of `-24h` are of one and the same day.
 *
 * @param list operation id
 * @param groupsOf the groups of a range
 * @param bound what the cursor belongs to besides list and query: path parameters
 * @param narrowed what is counted of the range that was asked for, all of it when absent
 */
export async function groupList<Item extends object>(
  list: string,
  { limit = 50, cursor, count = false, ...query }: GroupSearch,
  nowMs: number,
  groupsOf: (range: TimeRange) => GroupQuery<Item>,
  bound: readonly string[] = [],
  narrowed: (range: TimeRange) => Promise<TimeRange> = (range) => Promise.resolve(range),
): Promise<GroupPage & { items: Item[] }> {
  const belongsTo = [query, ...bound];
  const { range, after } =
    cursor === undefined ? { range: await narrowed(hourRange(query, nowMs)) } : position(list, belongsTo, cursor);
  const groups = groupsOf(range);
  const [found, total] = await Promise.all([groups.page(limit + 1, after), count ? groups.total() : undefined]);
  const positionOf = (item: PositionedItem<Item>) => [range.from, range.to, item.sort_value, item.sort_key];
  const page = pageOf(list, found, limit, belongsTo, positionOf, total);
  const items = page.items.map(({ sort_value, sort_key, ...item }) => item as unknown as Item);
  return { from: isoTime(range.from), to: isoTime(range.to), ...page, items };
}

function position(list: string, query: unknown, cursor: string): { range: TimeRange; after: GroupPosition } {
  const [from, to, value, key] = decodeCursor(list, query, cursor, 4);
  if (typeof value !== 'number') throw new Problem('bad-request', 'The cursor cannot be read.');
  return { range: rangeOfCursor(from, to), after: { value, key: String(key) } };
}
