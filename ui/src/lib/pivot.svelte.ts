import { fields } from '#lib/filters.ts';

/** A value that a person asked to do something with. */
interface PivotTarget {
  field: string;
  value: string;
  /** Where the menu opens, in pixels of the window. */
  x: number;
  y: number;
}

/** Pages with filters of their own, and the parameters that these are; elsewhere a filter leads to the requests. */
const filteredPages: Record<string, readonly string[]> = {
  '/requests': fields,
  '/detections': ['client_ip', 'host', 'ja4', 'reason', 'assignee'],
};

/** Returns the page whose filters a value goes into: the one that is open if it has such a filter. */
export function filteredPage(pathname: string, field: string): string {
  return filteredPages[pathname]?.includes(field) ? pathname : '/requests';
}

/** Returns the value that an event happened on, as `Value` shows it. */
export function valueAt(element: EventTarget | null): HTMLElement | undefined {
  return element instanceof Element ? (element.closest<HTMLElement>('a[data-field]') ?? undefined) : undefined;
}

class PivotState {
  target = $state.raw<PivotTarget>();

  /** Opens the menu of the value that an event happened on; false when it was none. */
  openAt(element: EventTarget | null, point?: { x: number; y: number }): boolean {
    const origin = valueAt(element);
    const { field, value } = origin?.dataset ?? {};
    if (!origin || field === undefined || value === undefined) return false;
    const { left, bottom } = origin.getBoundingClientRect();
    this.target = { field, value, ...(point ?? { x: left, y: bottom + 2 }) };
    return true;
  }

  close(): void {
    this.target = undefined;
  }
}

/** The one menu of all values. */
export const pivot = new PivotState();
