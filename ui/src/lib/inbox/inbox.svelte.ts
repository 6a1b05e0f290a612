import type { Schemas } from '@ja4-platform/sdk';
import { untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { page } from '$app/state';
import { Action } from '#lib/action.svelte.ts';
import { api } from '#lib/api.ts';
import { exactly } from '#lib/filters.ts';
import { filterOf, filtersOf, groupings, type Filters, type Grouping } from '#lib/inbox/search.ts';
import { Paged } from '#lib/paged.svelte.ts';
import { messages } from '#lib/messages.ts';
import { Query } from '#lib/query.svelte.ts';
import { choiceOf, parameter, setParameters } from '#lib/url.ts';

type Detection = Schemas['Detection'];
type Group = Schemas['FacetItem'];
export type Row = { id: string; group: Group; detection?: never } | { id: string; detection: Detection; group?: never };

/** The row that the keyboard stands on, where it is, and what was asked when it was chosen. */
interface Chosen {
  row: Row | undefined;
  index: number;
  question: string;
}

const everyMs = 15_000;
/** In place of the question: a decision may take the row away, and the next takes its place. */
const decided = 'decided';
const isGroup = (row: Row | undefined): boolean => row?.group !== undefined;
const sorts = ['-score', '-last_seen', '-created_at', '-requests'] as const;

/** The detections that wait for a person: in groups, of which one is open, or one by one. Its filters stand in the URL. */
export class Inbox {
  readonly #search = $derived(JSON.stringify(filtersOf(page.url.searchParams)));
  readonly filters = $derived(JSON.parse(this.#search) as Filters);
  readonly by = $derived(choiceOf('group', groupings) ?? 'reason');
  readonly #open = $derived(parameter('open'));
  readonly #sort = $derived(choiceOf('sort', sorts));
  readonly facets = new Query((signal) => api.detections.facets({ ...this.filters, signal }), {
    everyMs,
    remembered: 'facets',
  });
  readonly list = new Paged<Detection>((cursor, signal) => this.#read(cursor, signal), {
    everyMs,
    remembered: 'inbox',
  });
  readonly selected = new SvelteSet<string>();
  readonly action = new Action();
  /** The last change, as long as it can be taken back. */
  undoable = $state.raw<Schemas['DetectionBulk']>();
  /** Everything that the filters leave is what an action is for. */
  isAll = $state(false);
  #chosen = $state.raw<Chosen>({ row: undefined, index: 0, question: '' });

  readonly facet = $derived(this.facets.data?.facets.find(({ name }) => name === this.by));
  readonly rows = $derived.by((): Row[] => {
    const detections = this.list.items.map((detection): Row => ({ id: detection.detection_id, detection }));
    if (this.by === 'none') return detections;
    return (this.facet?.items ?? []).flatMap((group): Row[] => {
      const row: Row = { id: `group:${group.value}`, group };
      return this.isOpen(group) ? [row, ...detections] : [row];
    });
  });
  readonly #question = $derived(JSON.stringify([this.#search, this.by, this.#open, this.#sort]));
  /** Where the keyboard stands; -1 once a refresh took that row away: the one in its place is none that somebody looked at. */
  readonly index = $derived.by(() => {
    const { row, index, question } = this.#chosen;
    const found = this.rows.findIndex(({ id }) => id === row?.id);
    if (found !== -1 || question === this.#question) return found;
    const next = Math.min(index, this.rows.length - 1);
    // After the last detection of a group stands another group, which is far more than that.
    return question === decided && isGroup(row) !== isGroup(this.rows[next]) ? -1 : next;
  });
  readonly row = $derived(this.rows[this.index]);
  readonly total = $derived(this.facets.data?.total);

  constructor() {
    // Once it is read the keyboard stands on what is there, wherever a refresh moves that.
    $effect(() => {
      const { index, row, rows } = this;
      const question = this.#question;
      if (this.facets.isLoading || this.list.first.isLoading || rows.length === 0) return;
      this.#chosen = row ? { row, index, question } : { ...untrack(() => this.#chosen), question };
    });
  }

  isOpen(group: Group): boolean {
    return this.#open !== undefined && exactly(group.value) === this.#open;
  }

  /** Opens a group, or closes it when it is open. */
  toggle(group: Group): Promise<void> {
    return setParameters({ open: this.isOpen(group) ? undefined : exactly(group.value) });
  }

  choose(index: number): void {
    this.#chosen = { row: this.rows[index], index, question: this.#question };
    this.isAll = false;
  }

  /** Selects the detection that the keyboard stands on, or lets it go. */
  select(detection = this.row?.detection): void {
    if (detection && !this.selected.delete(detection.detection_id)) this.selected.add(detection.detection_id);
    this.isAll = false;
  }

  selectAll(): void {
    this.isAll = !this.isAll;
    this.selected.clear();
  }

  /** How many detections an action would change. */
  readonly affected = $derived(
    this.isAll ? (this.total ?? 0) : this.selected.size || (this.row?.group?.count ?? (this.row ? 1 : 0)),
  );

  /** Changes what is selected, else the row that the keyboard stands on; returns what to say of it. */
  async apply(change: Schemas['Triage'], said: (count: number) => string): Promise<string> {
    try {
      const selection = this.#selection();
      if (!selection) return messages.forms.conflict;
      const bulk = await api.detections.bulk({ body: { ...selection, change } });
      this.undoable = bulk.matched === 0 ? undefined : bulk;
      return bulk.matched === 0 ? messages.forms.conflict : said(bulk.matched);
    } finally {
      this.#reload();
    }
  }

  async change(change: Schemas['Triage'], said: (count: number) => string): Promise<void> {
    if (this.affected > 0) await this.action.run(() => this.apply(change, said));
  }

  async undo(bulk = this.undoable): Promise<void> {
    if (!bulk) return;
    await this.action.run(async () => {
      const { reverted } = await api.detections.undoBulk({ bulk_id: bulk.bulk_id });
      if (bulk.bulk_id === this.undoable?.bulk_id) this.undoable = undefined;
      return messages.inbox.undone(reverted ?? 0);
    });
    this.#reload();
  }

  /** Returns what a change is for; nothing when a refresh took that away while a form was open. */
  #selection(): Omit<Schemas['NewBulk'], 'change'> | undefined {
    if (this.isAll) return { filters: this.filters, expected: this.total ?? 0 };
    if (this.selected.size > 0) return { ids: [...this.selected] };
    if (!this.row) return undefined;
    const { group, detection } = this.row;
    if (group) {
      const of = filterOf(this.by as Exclude<Grouping, 'none'>, group.value);
      return { filters: { ...this.filters, ...of }, expected: group.count };
    }
    // Only as it was shown: what somebody else decided meanwhile is left as it is.
    const { detection_id, status } = detection;
    return { filters: { detection_id: [detection_id], status: [status], verdict: 'any' }, expected: 1 };
  }

  #reload(): void {
    this.selected.clear();
    this.isAll = false;
    this.#chosen = { ...this.#chosen, question: decided };
    this.facets.reload();
    this.list.first.reload();
  }

  async #read(cursor?: string, signal?: AbortSignal): Promise<Schemas['DetectionPage']> {
    const { by, filters } = this;
    const open = this.#open;
    const sort = this.#sort;
    if (by !== 'none' && open === undefined) return { items: [], next_cursor: null };
    const group = by === 'none' ? {} : { [by]: by === 'reason' ? open : [open] };
    return api.detections.list({ ...filters, ...group, sort, cursor, limit: 50, signal }).page();
  }
}
