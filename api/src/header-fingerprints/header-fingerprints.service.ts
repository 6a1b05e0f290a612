import type { Clock } from '../context.js';
import { groupList } from '../http/group-list.js';
import type { HeaderFingerprintsRepository } from './header-fingerprints.repository.js';
import type { HeaderFingerprintPage, HeaderFingerprintSearch } from './header-fingerprints.types.js';

export class HeaderFingerprintsService {
  constructor(
    private readonly fingerprints: HeaderFingerprintsRepository,
    private readonly clock: Clock,
  ) {}

  list(search: HeaderFingerprintSearch): Promise<HeaderFingerprintPage> {
    return groupList('headerFingerprints.list', search, this.clock.now(), (range) =>
      this.fingerprints.list(search, range),
    );
  }
}
