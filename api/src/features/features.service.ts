import { features, featureVersion } from '@ja4-platform/common';
import type { Clock } from '../context.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { isoTime, parseInstant, rangeOfCursor, wholeHours, type TimeRange } from '../http/time-range.js';
import { isAddress } from '../store/address.js';
import type { FeatureKey, FeaturesRepository } from './features.repository.js';
import type { FeaturePage, FeatureSearch } from './features.types.js';
import { pageEnd } from './page-end.js';

const list = 'features.list';

/** What the values of a row are. */
export const featureList = { feature_version: featureVersion, features: features.map(({ name }) => name) };

export class FeaturesService {
  constructor(
    private readonly repository: FeaturesRepository,
    private readonly clock: Clock,
  ) {}

  async list({ limit = 50, cursor, count = false, ...query }: FeatureSearch): Promise<FeaturePage> {
    const { from: _from, to: _to, min_requests = 1, one_in = 1, ...filters } = query;
    const { hours, start } =
      cursor === undefined ? { hours: wholeHours(query, this.clock.now()), start: undefined } : position(query, cursor);
    const slice = { filters, hours, minRequests: min_requests, oneIn: one_in, start };
    const [next, total] = await Promise.all([
      pageEnd(this.repository, slice, limit),
      count ? this.repository.count({ ...slice, start: undefined }) : undefined,
    ]);
    return {
      ...featureList,
      items: await this.repository.list(slice, next),
      next_cursor: next
        ? encodeCursor(list, query, [hours.from, hours.to, next.hour, next.host, next.client_ip, next.ja4])
        : null,
      ...(total === undefined ? {} : { total }),
    };
  }
}

function position(query: unknown, cursor: string): { hours: TimeRange; start: FeatureKey } {
  const [from, to, hour, host, client_ip, ja4] = decodeCursor(list, query, cursor, 6);
  if (!isAddress(String(client_ip))) throw new Problem('bad-request', 'The cursor cannot be read.');
  const start = {
    hour: isoTime(parseInstant(String(hour), 'query.cursor')),
    host: String(host),
    client_ip: String(client_ip),
    ja4: String(ja4),
  };
  return { hours: rangeOfCursor(from, to), start };
}
