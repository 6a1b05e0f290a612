import type { Schemas } from '@ja4-platform/sdk';

type Search = Pick<Schemas['Search'], 'page' | 'query'>;

/** Parameters of one name stand in one value of a saved search, a line each: a URL can hold several of a name. */
const separator = '\n';
/** What belongs to a moment, and not to a search. */
const momentary = new Set(['cursor', 'id', 'live']);

/** Returns the parameters of a page as a saved search keeps them. */
export function queryOf(search: Pick<URLSearchParams, 'keys' | 'getAll'>): Record<string, string> {
  const names = [...new Set(search.keys())].filter((name) => !momentary.has(name));
  return Object.fromEntries(names.map((name) => [name, search.getAll(name).join(separator)]));
}

/** Returns the path of a saved search. Of which kind entities are stands in the path of their page: its `type` keeps it. */
export function pathOf({ page, query: { type = 'ip' } }: Search): string {
  return page === 'entities' ? `/entities/${encodeURIComponent(type)}` : `/${page}`;
}

/** Returns the address of a saved search. */
export function addressOf(search: Search): string {
  const pairs = Object.entries(search.query)
    .filter(([name]) => search.page !== 'entities' || name !== 'type')
    .flatMap(([name, values]) => values.split(separator).map((value) => [name, value]));
  return pathOf(search) + (pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`);
}
