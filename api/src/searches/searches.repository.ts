import { RecordsRepository } from '../records/records.repository.js';
import { Conditions } from '../store/conditions.js';
import type { Store } from '../store/store.js';
import type { Search, SearchPage } from './searches.types.js';

export interface SearchFilters {
  /** Who asks: sees shared searches and those of their own. */
  readonly viewer: string;
  readonly page?: SearchPage;
  readonly name?: string;
  readonly shared?: boolean;
  readonly own?: boolean;
  readonly is_default?: boolean;
}

export class SearchesRepository extends RecordsRepository<Search, SearchFilters> {
  constructor(store: Store) {
    super(store, 'searches', 'search_id', 'searches');
  }

  protected conditions({ viewer, page, name, shared, own = false, is_default }: SearchFilters): Conditions {
    const visible = own ? 't.created_by = {viewer:String}' : '(t.shared OR t.created_by = {viewer:String})';
    return new Conditions()
      .add(visible, { viewer })
      .equal('page', 'String', page)
      .text('name', name)
      .equal('shared', 'Bool', shared)
      .equal('is_default', 'Bool', is_default);
  }

  /** Returns the default views that a viewer sees, newest first. */
  defaults(viewer: string): Promise<Search[]> {
    return this.list({ viewer, is_default: true }, 1000, undefined);
  }
}
