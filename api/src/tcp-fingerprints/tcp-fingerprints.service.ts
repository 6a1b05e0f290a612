import type { Clock } from '../context.js';
import { groupList } from '../http/group-list.js';
import type { TcpFingerprintsRepository } from './tcp-fingerprints.repository.js';
import type {
  TcpFingerprintPage,
  TcpFingerprintSearch,
  TcpMismatchPage,
  TcpMismatchSearch,
} from './tcp-fingerprints.types.js';

export class TcpFingerprintsService {
  constructor(
    private readonly fingerprints: TcpFingerprintsRepository,
    private readonly clock: Clock,
  ) {}

  list(search: TcpFingerprintSearch): Promise<TcpFingerprintPage> {
    return groupList('tcpFingerprints.list', search, this.clock.now(), (range) =>
      this.fingerprints.list(search, range),
    );
  }

  mismatches(search: TcpMismatchSearch): Promise<TcpMismatchPage> {
    return groupList('tcpFingerprints.mismatches', search, this.clock.now(), (range) =>
      this.fingerprints.mismatches(search, range),
    );
  }
}
