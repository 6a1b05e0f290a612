import { isIP } from 'node:net';
import { features, featureVersion } from '@ja4-platform/common';
import type { Clock } from '../context.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { Problem } from '../http/problem.js';
import { isoTime, parseInstant, wholeHours } from '../http/time-range.js';
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

  async list({ limit = 50, cursor, ...query }: FeatureSearch): Promise<FeaturePage> {
    const { from: _from, to: _to, min_requests = 1, one_in = 1, ...filters } = query;
    const hours = wholeHours(query, this.clock.now());
    const start = cursor === undefined ? undefined : position(query, cursor);
    const slice = { filters, hours, minRequests: min_requests, oneIn: one_in, start };
    const next = await pageEnd(this.repository, slice, limit);
    return {
      ...featureList,
      items: await this.repository.list(slice, next),
      next_cursor: next ? encodeCursor(list, query, [next.hour, next.host, next.client_ip, next.ja4]) : null,
    };
  }
}

function position(query: unknown, cursor: string): FeatureKey {
  const [hour, host, client_ip, ja4] = decodeCursor(list, query, cursor, 4);
  if (isIP(String(client_ip)) === 0) throw new Problem('bad-request', 'The cursor cannot be read.');
  return {
    hour: isoTime(parseInstant(String(hour), 'query.cursor')),
    host: String(host),
    client_ip: String(client_ip),
    ja4: String(ja4),
  };
}
