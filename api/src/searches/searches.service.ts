import type { Caller } from '../http/caller.js';
import { invalid } from '../http/invalid.js';
import { Problem } from '../http/problem.js';
import type { Records } from '../records/records.js';
import type { SearchesRepository, SearchFilters } from './searches.repository.js';
import type { DefaultSearches, NewSearch, Search, SearchChange, SearchList, SearchSearch } from './searches.types.js';

const maxParameters = 50;
const maxCharacters = 4000;

export class SearchesService {
  constructor(
    private readonly searches: SearchesRepository,
    private readonly records: Records<Search, SearchFilters>,
  ) {}

  list(query: SearchSearch, caller: Caller): Promise<SearchList> {
    const { limit, cursor, count, ...filters } = query;
    return this.records.list(query, { ...filters, viewer: ownerOf(caller) });
  }

  async defaults(caller: Caller): Promise<DefaultSearches> {
    const found = await this.searches.defaults(ownerOf(caller));
    const own = found.filter(({ created_by }) => created_by === ownerOf(caller));
    const byPage = new Map<string, Search>();
    for (const search of [...own, ...found]) if (!byPage.has(search.page)) byPage.set(search.page, search);
    return { items: [...byPage.values()] };
  }

  /** @throws Problem not-found also for what somebody else did not share */
  async get(searchId: string, caller: Caller): Promise<Search> {
    const found = await this.records.get(searchId);
    if (!found.shared && !mayChange(found, caller)) throw new Problem('not-found', `There is no search ${searchId}.`);
    return found;
  }

  async create(wanted: NewSearch, caller: Caller): Promise<Search> {
    const { name, page, query, shared = false, is_default = false } = wanted;
    refuseLarge(query);
    const made = await this.records.create({ name, page, query, shared, is_default }, asOwner(caller));
    if (is_default) await this.keepOneDefault(made, caller);
    return made;
  }

  async change(searchId: string, change: SearchChange, ifMatch: string | undefined, caller: Caller): Promise<Search> {
    if (change.query) refuseLarge(change.query);
    await this.get(searchId, caller);
    const changed = await this.records.change(searchId, ifMatch, asOwner(caller), (stored) => {
      refuseOthers(stored, caller);
      return change;
    });
    if (changed.is_default) await this.keepOneDefault(changed, caller);
    return changed;
  }

  async remove(searchId: string, ifMatch: string | undefined, caller: Caller): Promise<void> {
    await this.get(searchId, caller);
    await this.records.remove(searchId, ifMatch, asOwner(caller), (stored) => refuseOthers(stored, caller));
  }

  /** A new default takes the place of its owner's old one on the same page. */
  private async keepOneDefault(search: Search, caller: Caller): Promise<void> {
    for (const other of await this.searches.defaults(search.created_by)) {
      const isReplaced =
        other.search_id !== search.search_id &&
        other.page === search.page &&
        other.created_by === search.created_by &&
        other.shared === search.shared;
      if (isReplaced) {
        await this.records.change(other.search_id, `"${other.version}"`, asOwner(caller), () => ({
          is_default: false,
        }));
      }
    }
  }
}

/** Whose searches a caller has. Keys are called anything, also what a person is; no login has a blank in it. */
function ownerOf({ kind, name }: Caller): string {
  return kind === 'person' ? name : `key ${name}`;
}

function asOwner(caller: Caller): Caller {
  return { ...caller, name: ownerOf(caller) };
}

function mayChange({ created_by }: Search, caller: Caller): boolean {
  return created_by === ownerOf(caller) || caller.kind === 'admin' || caller.role === 'admin';
}

function refuseOthers(search: Search, caller: Caller): void {
  if (!mayChange(search, caller)) {
    throw new Problem('forbidden', `This search belongs to ${search.created_by}: save one of your own.`);
  }
}

function refuseLarge(query: Record<string, string>): void {
  const text = JSON.stringify(query);
  if (Object.keys(query).length > maxParameters || text.length > maxCharacters) {
    throw invalid('/query', `must have at most ${maxParameters} parameters and ${maxCharacters} characters`);
  }
}
