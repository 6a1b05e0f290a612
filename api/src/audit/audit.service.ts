import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { isoTime, parseInstant, rangeOfCursor, timeRange, type TimeRange } from '../http/time-range.js';
import type { AuditPosition, AuditRepository } from './audit.repository.js';
import type { AuditEntry, AuditPage, AuditSearch } from './audit.types.js';

const list = 'audit.list';

export class AuditService {
  constructor(
    private readonly entries: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...query }: AuditSearch): Promise<AuditPage> {
    const { from: _from, to: _to, ...filters } = query;
    const { range, after } =
      cursor === undefined
        ? { range: timeRange(query, this.clock.now()), after: undefined }
        : continuation(query, cursor);
    const [found, total] = await Promise.all([
      this.entries.list(filters, range, limit + 1, after),
      count ? this.entries.count(filters, range) : undefined,
    ]);
    const key = ({ time, audit_id }: AuditEntry): (string | number)[] => [range.from, range.to, time, audit_id];
    return pageOf(list, found, limit, query, key, total);
  }
}

function continuation(query: unknown, cursor: string): { range: TimeRange; after: AuditPosition } {
  const [from, to, time, auditId] = decodeCursor(list, query, cursor, 4);
  if (!isUuid(auditId)) throw new Problem('bad-request', 'The cursor cannot be read.');
  const after = { time: isoTime(parseInstant(String(time), 'query.cursor')), audit_id: String(auditId) };
  return { range: rangeOfCursor(from, to), after };
}
