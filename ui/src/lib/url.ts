import { goto } from '$app/navigation';
import { page } from '$app/state';

type Parameters = Record<string, string | undefined>;

/** Returns the query string with some parameters set, or taken away when undefined. */
export function searchWith(search: URLSearchParams, changes: Parameters): string {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === '' ? '' : `?${text}`;
}

/** Changes parameters of the page's own URL, which is where its state lives. */
export function setParameters(changes: Parameters, { replace = false } = {}): Promise<void> {
  const search = searchWith(new URLSearchParams(page.url.search), changes);
  return goto(`${page.url.pathname}${search}`, { replace, reset: false });
}

/** Returns the link to a page for the time range that is chosen now. */
export function linkTo(path: string, parameters: Parameters = {}): string {
  return path + searchWith(new URLSearchParams(), { ...rangeParameters(), ...parameters });
}

/** Returns the time range of the URL: what it says, as it says it. */
export function rangeParameters(): { from?: string; to?: string } {
  const from = page.url.searchParams.get('from');
  const to = page.url.searchParams.get('to');
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}
