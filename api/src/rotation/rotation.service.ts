import type { Clock } from '../context.js';
import { groupList } from '../http/group-list.js';
import type { RotationRepository } from './rotation.repository.js';
import type { PersistencePage, PersistenceSearch, RotationPage, RotationSearch } from './rotation.types.js';

export class RotationService {
  constructor(
    private readonly rotation: RotationRepository,
    private readonly clock: Clock,
  ) {}

  list(search: RotationSearch): Promise<RotationPage> {
    return groupList('rotation.list', search, this.clock.now(), (range) => this.rotation.list(search, range));
  }

  persistent(search: PersistenceSearch): Promise<PersistencePage> {
    return groupList('rotation.persistent', search, this.clock.now(), (range) =>
      this.rotation.persistent(search, range),
    );
  }
}
