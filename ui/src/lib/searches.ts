/** Parameters of one name stand in one value of a saved search, a line each: a URL can hold several of a name. */
const separator = '\n';
/** What belongs to a moment, and not to a search. */
const momentary = new Set(['cursor', 'id', 'live']);

/** Returns the parameters of a page as a saved search keeps them. */
export function queryOf(search: Pick<URLSearchParams, 'keys' | 'getAll'>): Record<string, string> {
  const names = [...new Set(search.keys())].filter((name) => !momentary.has(name));
  return Object.fromEntries(names.map((name) => [name, search.getAll(name).join(separator)]));
}

/** Returns the query string of a saved search. */
export function searchOf(query: Record<string, string>): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    values.split(separator).map((value) => [name, value]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}
