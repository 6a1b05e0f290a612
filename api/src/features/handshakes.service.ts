import { isIP } from 'node:net';
import type { Clock } from '../context.js';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { isoTime, parseInstant, wholeHours } from '../http/time-range.js';
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
    const hours = wholeHours(query, this.clock.now());
    const after = cursor === undefined ? undefined : position(query, cursor);
    const rows = await this.repository.list({ hours, minConnections, maxUsed, after }, limit);
    return pageOf(list, rows, limit, query, ({ hour, client_ip }) => [hour, client_ip]);
  }
}

function position(query: unknown, cursor: string): HandshakeSlice['after'] {
  const [hour, client_ip] = decodeCursor(list, query, cursor, 2).map(String);
  if (isIP(client_ip ?? '') === 0) throw new Problem('bad-request', 'The cursor cannot be read.');
  return { hour: isoTime(parseInstant(hour ?? '', 'query.cursor')), client_ip: client_ip ?? '' };
}
