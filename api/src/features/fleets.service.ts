import { featureVersion, fleetFeatures } from '@ja4-platform/common';
import type { Clock } from '../context.js';
import { decodeCursor } from '../http/cursor.js';
import { pageOf } from '../http/page.js';
import { isoTime, parseInstant, wholeHours } from '../http/time-range.js';
import type { FleetKey, FleetsRepository } from './fleets.repository.js';
import type { FleetPage, FleetSearch } from './fleets.types.js';

export class FleetsService {
  constructor(
    private readonly repository: FleetsRepository,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 1000, cursor, ...query }: FleetSearch): Promise<FleetPage> {
    const { from: _from, to: _to, min_addresses = 2, ...filters } = query;
    const hours = wholeHours(query, this.clock.now());
    const after = cursor === undefined ? undefined : position(query, cursor);
    const rows = await this.repository.list({ filters, hours, minAddresses: min_addresses, after }, limit);
    return {
      feature_version: featureVersion,
      features: fleetFeatures.map(({ name }) => name),
      ...pageOf(rows, limit, query, ({ hour, ja4, header_order_hash, host }) => [hour, ja4, header_order_hash, host]),
    };
  }
}

function position(query: unknown, cursor: string): FleetKey {
  const [hour, ja4, header_order_hash, host] = decodeCursor(query, cursor, 4).map(String);
  return {
    hour: isoTime(parseInstant(hour ?? '', 'query.cursor')),
    ja4: ja4 ?? '',
    header_order_hash: header_order_hash ?? '',
    host: host ?? '',
  };
}
