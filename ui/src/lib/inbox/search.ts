import type { Schemas } from '@ja4-platform/sdk';
import { exactly } from '#lib/filters.ts';

type Search = Pick<URLSearchParams, 'get' | 'getAll' | 'has'>;
export type Filters = Schemas['DetectionFilters'];

/** What the inbox groups by; `none` lists the detections themselves. */
export const groupings = ['reason', 'client_ip', 'ja4', 'host', 'none'] as const;
export type Grouping = (typeof groupings)[number];

/** The filters that facets and what is typed set, by the name that facet, URL and API share. */
export const facetNames = ['level', 'kind', 'reason', 'host', 'client_ip', 'ja4', 'assignee'] as const;
export type FacetName = (typeof facetNames)[number];

const ofMany = ['level', 'client_ip', 'ja4', 'host'] as const;
const ofOne = ['kind', 'reason', 'assignee', 'campaign', 'bulk_id', 'model_id', 'verdict', 'from', 'to'] as const;

/** Returns the filters that a URL holds; without a status it is the open ones that are shown. */
export function filtersOf(search: Search): Filters {
  const status = search.get('status') ?? 'open';
  const score = search.get('min_score');
  return {
    ...(status === 'all' ? {} : { status: status.split(',') }),
    ...Object.fromEntries(ofMany.filter((name) => search.has(name)).map((name) => [name, search.getAll(name)])),
    ...Object.fromEntries(ofOne.filter((name) => search.has(name)).map((name) => [name, search.get(name)])),
    ...(score === null ? {} : { min_score: Number(score) }),
  } as Filters;
}

/** Returns the names of the filters that were chosen in a URL, with their values, each once. */
export function chosenFilters(search: Search): [name: string, value: string][] {
  return [...ofMany, ...ofOne, 'min_score'].flatMap((name) =>
    [...new Set(search.getAll(name))].map((value): [string, string] => [name, value]),
  );
}

/** Returns the filter that a value of a grouping stands for. */
export function filterOf(by: Exclude<Grouping, 'none'>, value: string): Filters {
  if (by === 'reason') return { reason: value };
  return { [by]: [by === 'client_ip' ? value : exactly(value)] };
}
