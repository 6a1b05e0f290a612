import { validate as isUuid } from 'uuid';
import type { Clock } from '../context.js';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { isoTime, parseInstant, timeRange } from '../http/time-range.js';
import type { AuditPosition, AuditRepository } from './audit.repository.js';
import type { AuditPage, AuditSearch } from './audit.types.js';

const list = 'audit.list';

export class AuditService {
  constructor(
    private readonly entries: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...query }: AuditSearch): Promise<AuditPage> {
    const { from: _from, to: _to, ...filters } = query;
    const range = timeRange(query, this.clock.now());
    const after = cursor === undefined ? undefined : position(query, cursor);
    const [found, total] = await Promise.all([
      this.entries.list(filters, range, limit + 1, after),
      count ? this.entries.count(filters, range) : undefined,
    ]);
    return pageOf(list, found, limit, query, ({ time, audit_id }) => [time, audit_id], total);
  }
}

function position(query: unknown, cursor: string): AuditPosition {
  const [time, auditId] = decodeCursor(list, query, cursor, 2);
  if (!isUuid(auditId)) throw new Problem('bad-request', 'The cursor cannot be read.');
  return { time: isoTime(parseInstant(String(time), 'query.cursor')), audit_id: String(auditId) };
}
