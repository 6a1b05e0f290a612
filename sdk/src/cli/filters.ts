import { UsageError } from './usage.js';

export type Filters = Record<string, string | string[]>;

/** Returns filters from words: `name=value`, several times for several values, `name!=value` to filter out. */
export function filtersOf(words: readonly string[]): Filters {
  const filters: Filters = {};
  for (const word of words) {
    const [, name, not = '', value] = /^(\w+)(!?)=(.*)$/s.exec(word) ?? [];
    if (name === undefined || value === undefined) throw new UsageError(`not name=value: ${word}`);
    const text = `${not}${value}`;
    const before = filters[name];
    filters[name] = before === undefined ? text : [before, text].flat();
  }
  return filters;
}
