import { goto } from '$app/navigation';
import { page } from '$app/state';
import type { EntityType } from '#lib/fields.ts';

/** Changes of parameters by name: one value, several, or none when undefined or an empty text. One of several may be empty. */
export type Parameters = Record<string, string | readonly string[] | undefined>;

/** What every link carries along: the time that is looked at, and what it is compared with. */
const carried = ['from', 'to', 'compare'] as const;

/** Returns the query string with some parameters set, or taken away when undefined. */
export function searchWith(search: URLSearchParams, changes: Parameters): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const each of value ? [value].flat() : []) next.append(name, each);
  }
  const text = next.toString();
  return text === '' ? '' : `?${text}`;
}

/** Changes parameters of the page's own URL, which is where its state lives. */
export function setParameters(changes: Parameters, { replace = false } = {}): Promise<void> {
  return goto(hereWith(changes), { replace, reset: false });
}

/** Returns the link to the page itself with some parameters changed. */
export function hereWith(changes: Parameters): string {
  return page.url.pathname + searchWith(new URLSearchParams(page.url.search), changes);
}

/** Changes what a list shows, with nothing open. */
export function setFilters(changes: Parameters): Promise<void> {
  return setParameters({ ...changes, id: undefined });
}

interface Carried {
  search: string;
  parameters: Parameters;
  /** The same as a query string. */
  query: string;
}
let lastCarried: Carried = { search: '', parameters: {}, query: '' };

/** Every value of a page links somewhere: what its links have in common is worked out once for an address. */
function carriedNow({ search, searchParams }: typeof page.url): Carried {
  if (lastCarried.search !== search) {
    const parameters = Object.fromEntries(carried.map((name) => [name, searchParams.get(name) ?? undefined]));
    lastCarried = { search, parameters, query: searchWith(new URLSearchParams(), parameters) };
  }
  return lastCarried;
}

/** Returns the link to a page for the time range that is chosen now. */
export function linkTo(path: string, parameters?: Parameters): string {
  const kept = carriedNow(page.url);
  return path + (parameters ? searchWith(new URLSearchParams(), { ...kept.parameters, ...parameters }) : kept.query);
}

/** Returns the link to the page of an entity. */
export function entityLink(type: EntityType, value: string): string {
  return linkTo(`/entities/${type}/${encodeURIComponent(value)}`);
}

/** Returns a parameter of the page's URL. */
export function parameter(name: string): string | undefined {
  return page.url.searchParams.get(name) ?? undefined;
}

/** Returns the time range of the URL: what it says, as it says it. */
export function rangeParameters(): { from?: string; to?: string } {
  const from = parameter('from');
  const to = parameter('to');
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** Returns a parameter of the page's URL when it is one of some words. */
export function choiceOf<T extends string>(name: string, among: readonly T[]): T | undefined {
  return among.find((known) => known === parameter(name));
}
