import type { Clock } from '../context.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { Problem } from '../http/problem.js';
import { isoTime, parseInstant, rangeOfCursor, wholeHours, type TimeRange } from '../http/time-range.js';
import { isAddress } from '../store/address.js';
import type { HandshakesRepository, HandshakeSlice } from './handshakes.repository.js';
import type { HandshakePage, HandshakeSearch } from './handshakes.types.js';

type Position = NonNullable<HandshakeSlice['after']>;

const list = 'features.handshakes';
const hourUs = 3_600_000_000;
/** Few addresses are found: a page that went on until it is full would look at all handshakes of weeks. */
const longestUs = 24 * hourUs;
const lastAddress = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';

export class HandshakesService {
  constructor(
    private readonly repository: HandshakesRepository,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...query }: HandshakeSearch): Promise<HandshakePage> {
    const { min_connections: minConnections = 100, max_used: maxUsed = 0.05 } = query;
    const { hours, after } =
      cursor === undefined ? { hours: wholeHours(query, this.clock.now()), after: undefined } : position(query, cursor);
    const slice = { minConnections, maxUsed };
    const from = after ? parseInstant(after.hour, 'hour') : hours.from;
    const to = Math.min(from + longestUs, hours.to);
    const [rows, total] = await Promise.all([
      this.repository.list({ ...slice, hours: { from, to }, after }, limit),
      count ? this.repository.count({ ...slice, hours }) : undefined,
    ]);
    const positionOf = ({ hour, client_ip }: Position): (string | number)[] => [hours.from, hours.to, hour, client_ip];
    const page = pageOf(list, rows, limit, query, positionOf, total);
    if (page.next_cursor !== null || to === hours.to) return page;
    const endOfDay = { hour: isoTime(to - hourUs), client_ip: lastAddress };
    return { ...page, next_cursor: encodeCursor(list, query, positionOf(endOfDay)) };
  }
}

function position(query: unknown, cursor: string): { hours: TimeRange; after: Position } {
  const [from, to, hour, client_ip] = decodeCursor(list, query, cursor, 4);
  if (!isAddress(String(client_ip))) throw new Problem('bad-request', 'The cursor cannot be read.');
  const after = { hour: isoTime(parseInstant(String(hour), 'query.cursor')), client_ip: String(client_ip) };
  return { hours: rangeOfCursor(from, to), after };
}
