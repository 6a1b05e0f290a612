import { featureVersion, fleetFeatures } from '@ja4-platform/common';
import type { Clock } from '../context.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { isoTime, parseInstant, rangeOfCursor, wholeHours, type TimeRange } from '../http/time-range.js';
import type { FleetKey, FleetsRepository } from './fleets.repository.js';
import type { FleetPage, FleetSearch } from './fleets.types.js';
import { nextPage } from './next-page.js';

const list = 'features.fleets';

export class FleetsService {
  constructor(
    private readonly repository: FleetsRepository,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...query }: FleetSearch): Promise<FleetPage> {
    const { from: _from, to: _to, min_addresses = 2, ...filters } = query;
    const { hours, start } =
      cursor === undefined ? { hours: wholeHours(query, this.clock.now()), start: undefined } : position(query, cursor);
    const slice = { filters, hours, minAddresses: min_addresses, start };
    const [next, total] = await Promise.all([
      nextPage(slice, limit, this.repository.rowAfter),
      count ? this.repository.count({ ...slice, start: undefined }) : undefined,
    ]);
    return {
      feature_version: featureVersion,
      features: fleetFeatures.map(({ name }) => name),
      items: await this.repository.list(slice, next),
      next_cursor: next
        ? encodeCursor(list, query, [hours.from, hours.to, next.hour, next.ja4, next.header_order_hash, next.host])
        : null,
      ...(total === undefined ? {} : { total }),
    };
  }
}

function position(query: unknown, cursor: string): { hours: TimeRange; start: FleetKey } {
  const [from, to, hour, ja4, header_order_hash, host] = decodeCursor(list, query, cursor, 6);
  const start = {
    hour: isoTime(parseInstant(String(hour), 'query.cursor')),
    ja4: String(ja4),
    header_order_hash: String(header_order_hash),
    host: String(host),
  };
  return { hours: rangeOfCursor(from, to), start };
}
