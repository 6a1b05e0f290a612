import type { Clock } from '../context.js';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { isoTime, parseInstant, rangeOfCursor, wholeHours, type TimeRange } from '../http/time-range.js';
import { isAddress } from '../store/address.js';
import type { HandshakesRepository, HandshakeSlice } from './handshakes.repository.js';
import type { HandshakePage, HandshakeSearch } from './handshakes.types.js';

const list = 'features.handshakes';

export class HandshakesService {
  constructor(
    private readonly repository: HandshakesRepository,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, ...query }: HandshakeSearch): Promise<HandshakePage> {
    const { min_connections: minConnections = 100, max_used: maxUsed = 0.05 } = query;
    const first = { hours: wholeHours(query, this.clock.now()), after: undefined };
    const { hours, after } = cursor === undefined ? first : position(query, cursor);
    const rows = await this.repository.list({ hours, minConnections, maxUsed, after }, limit);
    return pageOf(list, rows, limit, query, ({ hour, client_ip }) => [hours.from, hours.to, hour, client_ip]);
  }
}

function position(query: unknown, cursor: string): { hours: TimeRange; after: HandshakeSlice['after'] } {
  const [from, to, hour, client_ip] = decodeCursor(list, query, cursor, 4);
  if (!isAddress(String(client_ip))) throw new Problem('bad-request', 'The cursor cannot be read.');
  const after = { hour: isoTime(parseInstant(String(hour), 'query.cursor')), client_ip: String(client_ip) };
  return { hours: rangeOfCursor(from, to), after };
}
