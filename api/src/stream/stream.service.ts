import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@ja4-platform/common';
import type { Response } from 'express';
import { Gauge, type Registry } from 'prom-client';
import { Problem } from '../http/problem.js';
import { addRequestFilters } from '../requests/requests.filters.js';
import type { LoggedRequest, RequestFilters } from '../requests/requests.types.js';
import { Conditions } from '../store/conditions.js';
import { endOf, eventId, isEnd, parseEventId, positionOf, type StreamPosition } from './stream-position.js';
import type { StreamRepository } from './stream.repository.js';

const maxStreams = 50;
const pageSize = 500;
const pollMs = 500;
const heartbeatMs = 15_000;

/** Follows `http_logs` for at most fifty clients. */
export class StreamService {
  private readonly streams = new Set<AbortController>();
  private readonly closing = new AbortController();

  constructor(
    private readonly requests: StreamRepository,
    private readonly logger: Logger,
    metrics: Registry,
    /** A client that takes nothing for this long is gone, or will never catch up. */
    private readonly stalledMs = 30_000,
  ) {
    const gauge: Gauge = new Gauge({
      name: 'ja4_api_request_streams',
      help: `Clients that follow requests, at most ${maxStreams}`,
      registers: [metrics],
      collect: () => gauge.set(this.streams.size),
    });
  }

  /**
   * Returns server-sent events for as long as `response` is open.
   * @throws Problem too-many-requests, or bad-request for an event id that is none of ours
   */
  async open(response: Response, filters: RequestFilters, lastEventId: string | undefined): Promise<Readable> {
    if (this.streams.size >= maxStreams) {
      throw new Problem('too-many-requests', `${maxStreams} clients follow already.`, { retryAfterSeconds: 10 });
    }
    addRequestFilters(new Conditions(), filters);
    const from = lastEventId === undefined ? undefined : parseEventId(lastEventId);
    const gone = new AbortController();
    const leave = (): void => {
      gone.abort();
      this.streams.delete(gone);
    };
    this.streams.add(gone);
    response.once('close', leave);
    if (response.closed) leave();
    const start = from ?? endOf(await this.requests.lastCompleted());
    // One chunk ahead of the client and no more: the generator waits for it.
    const ended = AbortSignal.any([gone.signal, this.closing.signal]);
    const events = Readable.from(this.events(filters, start, response, ended), { highWaterMark: 1 });
    gone.signal.addEventListener('abort', () => events.destroy());
    return events;
  }

  /** Ends every stream: clients come back to another process, or to this one's successor. */
  close(): void {
    this.closing.abort();
  }

  private async *events(
    filters: RequestFilters,
    start: StreamPosition,
    response: Response,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    let stalled: NodeJS.Timeout | undefined;
    try {
      for await (const chunk of this.chunks(filters, start, signal)) {
        stalled = setTimeout(() => response.destroy(), this.stalledMs);
        yield chunk;
        clearTimeout(stalled);
      }
    } catch (error) {
      // The client comes back with Last-Event-ID; one that went away is no error.
      if (!signal.aborted) this.logger.warn({ err: error }, 'a stream of requests ended');
    } finally {
      clearTimeout(stalled);
    }
  }

  private async *chunks(filters: RequestFilters, start: StreamPosition, signal: AbortSignal): AsyncGenerator<string> {
    let position = start;
    let sentAt = 0;
    while (!signal.aborted) {
      const last = await this.requests.lastCompleted();
      const isThere = position.joinNo > last || (position.joinNo === last && isEnd(position));
      const found = isThere ? [] : await this.requests.after(position, last, filters, pageSize);
      const newest = found.at(-1);
      if (newest && found.length === pageSize) position = positionOf(newest);
      else if (!isThere) position = endOf(last);
      if (newest || Date.now() - sentAt >= heartbeatMs) {
        sentAt = Date.now();
        yield found.map(event).join('') || `: nothing new\nid: ${eventId(position)}\n\n`;
      }
      if (found.length < pageSize) await sleep(pollMs, undefined, { signal });
    }
  }
}

function event(request: LoggedRequest): string {
  return `id: ${eventId(positionOf(request))}\ndata: ${JSON.stringify(request)}\n\n`;
}
