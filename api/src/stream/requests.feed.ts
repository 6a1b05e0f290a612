import type { RequestFilters } from '../requests/requests.filters.types.js';
import type { Feed, FeedPage } from './feed.js';
import { endOf, eventId, isEnd, parseEventId, positionOf, type StreamPosition } from './requests-position.js';
import type { StreamRepository } from './stream.repository.js';

const pageSize = 500;

/** Requests in the order of correlation, up to the last run that is complete. */
export class RequestsFeed implements Feed<StreamPosition> {
  readonly parse = parseEventId;
  readonly idOf = eventId;
  private tried: Promise<unknown> | undefined;

  /** @param lastCompleted number of the last run that is complete */
  constructor(
    private readonly requests: StreamRepository,
    private readonly filters: RequestFilters,
    private readonly nowMs: number,
    private readonly lastCompleted: () => Promise<number>,
  ) {}

  async now(): Promise<StreamPosition> {
    return endOf(await this.lastCompleted());
  }

  async after(position: StreamPosition): Promise<FeedPage<StreamPosition>> {
    const last = await this.lastCompleted();
    const isThere = position.joinNo > last || (position.joinNo === last && isEnd(position));
    if (isThere) {
      // Filters that the store refuses must not look like a stream without news.
      await (this.tried ??= this.requests.requestsAfter(position, last, this.filters, this.nowMs, 0));
      return { events: [], position, isPartial: false };
    }
    const found = await this.requests.requestsAfter(position, last, this.filters, this.nowMs, pageSize);
    const events = found.map((request) => ({ id: eventId(positionOf(request)), data: request }));
    const newest = found.at(-1);
    return newest && found.length === pageSize
      ? { events, position: positionOf(newest), isPartial: true }
      : { events, position: endOf(last), isPartial: false };
  }
}
